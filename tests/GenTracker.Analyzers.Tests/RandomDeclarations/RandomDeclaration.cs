using System.Globalization;
using System.Text;

namespace GenTracker.Analyzers.Tests.RandomDeclarations;

/// <summary>
/// A random tracked class with random code beside and around it: correct, wrong in ways that GenTracker knows, or strange. The syntax is always
/// valid, and the compiler alone accepts most of it.
/// </summary>
internal sealed class RandomDeclaration
{
    /// <summary>Types that all declarations may use.</summary>
    public const string Shared = """
        namespace Shared
        {
            public enum Shade { Light, Dark, @int }
            public struct Pair { public int A; public string B; }
            public struct Pair<TItem> { public TItem A; }
            internal class Hidden { }
            public interface IShape { }
            public interface IMarker { }
            public static class Constants { public const int Limit = 7; }
            [System.Flags] public enum Flagged { None, A = 1, One = 1, B = 2, [System.Obsolete("", error: true)] Gone = 4, Kept = 4, [System.Obsolete("", error: true)] Alone = 8 }
            [GenTracker.Tracker] public partial class Sharing { [GenTracker.TrackedAttr] public partial int Count { get; } }
            public readonly struct Money(long cents) : System.IComparable<Money> { public long Cents => cents; public int CompareTo(Money other) => 0; }
        }
        namespace Shared.Users
        {
            [GenTracker.Tracker<System.Guid>] public sealed partial class User { [GenTracker.TrackedAttr] public partial long Messages { get; } }
            public static partial class Group { [GenTracker.Tracker<UserAttrs>] public partial class Member { [GenTracker.TrackedAttr] public partial Flagged Rank { get; set; } } }
        }
        """;

    /// <summary>
    /// Base classes, a line each. A declaration gets its base class in its own namespace, so that a diagnostic in the base class counts as its own.
    /// </summary>
    private const string BaseClasses = """
        public class PlainBase { public virtual int A { get; set; } public long IncrementB(long delta) => delta; public string Key() => ""; public int Completion; }
        public abstract class AbstractBase { public abstract string Name { get; } public virtual void Decrement() { } }
        public class Generic<TItem> { public TItem Item { get; set; } public object ReadAttrs() => null; }
        [GenTracker.Tracker] public abstract partial class TrackedBase { [GenTracker.TrackedAttr] public partial long Base { get; } }
        public class RequiredBase { public required int Size { get; set; } }
        public abstract class KeyBase { public abstract string Key { get; } protected abstract long IncrementA(long delta); }
        public class DerivedBase : PlainBase { public new int Incarnation => 1; private int __slots; }
        """;

    /// <summary>Another project, whose trackers are generated in a run of its own.</summary>
    public const string Library = """
        namespace Library.Rooms
        {
            [GenTracker.Tracker] public partial class Lobby { [GenTracker.TrackedAttr] public partial long Guests { get; } }
        }
        """;

    /// <summary>A project that is known by an extern alias alone.</summary>
    public const string FarLibrary = """
        namespace Library.Far
        {
            [GenTracker.Tracker] public partial class Yard { [GenTracker.TrackedAttr] public partial long Trees { get; } }
        }
        """;

    /// <summary>The ways to name a generated type, each with an example that is right in every declaration.</summary>
    private static readonly (string Feature, string Type)[] Mentions =
    [
        ("tracker of another namespace", "UserTracker"), ("record of another namespace", "UserAttrs"), ("nullable tracker", "UserTracker?"),
        ("nullable record", "UserAttrs?"), ("array", "UserTracker?[]"), ("generic argument", "System.Collections.Generic.List<UserAttrs?>"),
        ("tuple", "(UserTracker A, UserAttrs? B)"), ("delegate", "System.Func<UserAttrs, UserTracker?>"), ("alias of a type", "TheTracker"),
        ("alias of a generic type", "TheList"), ("alias of a namespace", "Them::UserAttrs"), ("global::", "global::Shared.Users.UserTracker"),
        ("nested in a type", "Group.MemberTracker"), ("using static", "MemberAttrs"), ("parent of a namespace", "SharingTracker"),
        ("child of the own namespace", "Near.CloseAttrs"), ("tracker of another project", "LobbyTracker"), ("record of another project", "LobbyAttrs[]"),
        (ExternAlias, "Far::Library.Far.YardAttrs?"),
    ];

    /// <summary>Attributes of attributes, which generated declarations repeat or must not repeat, each right on any type.</summary>
    private static readonly (string Feature, string Text)[] CarriedOfAttributes =
    [
        ("serializer attribute", "[System.Text.Json.Serialization.JsonPropertyName(\"x\"), System.Runtime.Serialization.DataMember(Order = 3)] "),
        ("validation attribute", "[System.ComponentModel.DataAnnotations.Required, System.ComponentModel.DataAnnotations.Display(Name = \"{x}\")] "),
        ("trim attribute", $"[{Analysis}DynamicallyAccessedMembers({Analysis}DynamicallyAccessedMemberTypes.PublicMethods)] "),
        ("nullability attribute", $"[{Analysis}AllowNull, {Analysis}MaybeNull] "),
    ];

    /// <summary>Attributes of parameters, each with a parameter that it is right on.</summary>
    private static readonly (string Feature, string Text)[] CarriedOfParameters =
    [
        ("caller info", "[System.Runtime.CompilerServices.CallerMemberName] string? {0} = null"),
        ("expression of the caller", "[System.Runtime.CompilerServices.CallerArgumentExpression(\"key\")] string? {0} = null"),
        ("validation attribute", "[System.ComponentModel.DataAnnotations.Range(1, 5)] int {0}"),
        ("trim attribute", $"[{Analysis}DynamicallyAccessedMembers({Analysis}DynamicallyAccessedMemberTypes.PublicMethods)] System.Type? {{0}}"),
        ("nullability attribute", $"[{Analysis}AllowNull] string {{0}}"),
        ("optional attribute", "[System.Runtime.InteropServices.Optional, System.Runtime.InteropServices.DefaultParameterValue(5)] int {0}"),
        (
            "date as a default",
            "[System.Runtime.InteropServices.Optional, System.Runtime.CompilerServices.DateTimeConstant(630822816000000000)] System.DateTime {0}"
        ),
    ];

    /// <summary>Options of an attribute, each with a type that it is right on.</summary>
    private static readonly (string Feature, string Type, string[] Texts)[] FeatureOptions =
    [
        ("index", "int", ["Index = true", "Index = true, Survives = true", "Index = false"]),
        ("unique", "string?", ["Unique = true", "Unique = true, Comparison = System.StringComparison.OrdinalIgnoreCase", "Unique = true, Index = true"]),
        (
            "metric", "int",
            [
                "Metric = AttributeMetric.Sum", "Metric = AttributeMetric.Final | AttributeMetric.PerChild", "Metric = AttributeMetric.Total",
                "Metric = (AttributeMetric)64",
            ]
        ),
        ("unit", "int", ["Unit = \"By\", Metric = AttributeMetric.PerChild", "Unit = \"By\"", "Unit = \"{packet}\"", "Unit = \"a b\""]),
        ("secret", "int", ["Secret = true", "Secret = true, Metric = AttributeMetric.Sum", "Secret = false"]),
    ];

    private static readonly string[] ClassNames =
    [
        "Child", "Count", "Name", "Find", "@var", "@nint", "@dynamic", "@field", "@required", "Spec0", "Trackers", "child",
        "@class", "@record", "Tracker", "Task", "String", "Key", "Runtime", "System", "GenTracker", "T", "Größe", "AttrSlots", "ChildLink",
        "@file", "Func", "Slots", "@partial", "@scoped"
    ];

    private static readonly string[] PropertyNames =
        [
            "A", "B", "X", "@event", "a", "Value", "Key", "Completion", "Incarnation", "Delta", "Child", "Count", "ReadAttrs", "__slots", "__link", "AttrSlots",
            "Equals", "ToString", "@value", "Größe", "System", "Task", "UpTo", "PrintMembers", "ChildAttrs", "Tracker",
            "ALease", "ALease_", "Find", "Create", "NeedsScope", "OpenAsync", "field", "@var", "@nint", "Spec0", "AttrsReader",
            "builder", "Clone", "op_Equality", "@partial"
        ];

    private static readonly string[] Numbers =
        [
            "int", "long", "byte", "sbyte", "short", "ushort", "uint", "ulong", "nint", "nuint", "float", "double", "decimal", "System.Half", "System.Int128",
            "System.UInt128", "System.TimeSpan", "System.Numerics.BigInteger", "Money"
        ];

    private static readonly string[] OtherTypes =
        [
            "string", "string?", "bool", "char", "System.Guid", "System.DateTime", "System.DateTimeOffset", "int?", "bool?", "object", "object?", "int[]",
            "string?[]?", "System.Collections.Generic.List<string?>", "(int A, string? B)", "dynamic", "System.DayOfWeek", "Shade", "Shade?", "Pair",
            "Pair<int>", "Inner", "System.Action<int>?", "System.Type?", "IShape?", "System.Collections.Immutable.ImmutableArray<int>",
            "System.Threading.CancellationToken", "System.Numerics.Complex", "System.Text.Rune", "System.Span<int>", "System.ReadOnlySpan<char>", "int*",
            "delegate*<int, void>", "System.TypedReference", "void*", "Hidden", "System.Func<string, int?>",
            "System.Collections.Generic.Dictionary<string, (int X, object? Y)>", "nint?", "System.Nullable<Money>",
            "int*[]", "System.Collections.Generic.List<delegate*<int, void>[]>"
        ];

    private static readonly string[] Defaults =
        [
            "1", "0", "-1", "\"text\"", "null", "true", "'x'", "1.5", "1.5f", "300", "long.MaxValue", "ulong.MaxValue", "double.NaN", "float.PositiveInfinity",
            "Shade.Dark", "(Shade)17", "System.DayOfWeek.Friday", "typeof(int)", "new[] { 1 }", "(byte)3", "(short)-3", "int.MinValue", "\"\\n\\\"\\u2028\"",
            "nameof(Shade)", "Flagged.One", "Flagged.A | Flagged.B", "(Flagged)64", "(Flagged)8", "nameof(UserTracker)", "typeof(UserTracker)",
            "-0.0", "\"\\ud800\"", "Constants.Limit", "'\\0'", "default(Shade)", "(sbyte)-1"
        ];

    private const string Analysis = "System.Diagnostics.CodeAnalysis.";

    private const string ExternAlias = "extern alias";

    private readonly Choices _choices;
    private readonly string? _wanted;
    private readonly List<string> _properties = [];
    private readonly HashSet<string> _features = [];
    private readonly string _name;

    // How rarely a choice is not plain. If all declarations had many such choices, hardly any would compile.
    private readonly int _rarely;

    private RandomDeclaration(Choices choices, string? wanted)
    {
        (_choices, _wanted) = (choices, wanted);
        _rarely = choices.Pick(16, 16, 16, 2);
        _name = UsuallyFirst(ClassNames);
    }

    /// <summary>Creates the files of a declaration in its own namespace.</summary>
    /// <param name="choices">The choices.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="features">What is drawn of <see cref="Features"/>.</param>
    /// <param name="wanted">One of <see cref="Features"/> that is drawn in any case.</param>
    public static IReadOnlyList<string> Files(Choices choices, string space, out IReadOnlySet<string> features, string? wanted = null)
    {
        RandomDeclaration declaration = new(choices, wanted);
        List<string> files = declaration.Make(space);
        features = declaration._features;
        return files;
    }

    /// <summary>What must be drawn.</summary>
    public static IEnumerable<string> Features =>
    [
        .. Mentions.SelectMany(static mention => new[] { mention.Feature + OfAttribute, mention.Feature + OfParameter }),
        .. CarriedOfAttributes.Select(static carried => carried.Feature + OfAttribute),
        .. CarriedOfParameters.Select(static carried => carried.Feature + OfParameter),
        .. FeatureOptions.Select(static option => option.Feature),
        OwnTracker, TrackerPartFeature, EqualMembers,
    ];

    private const string OfAttribute = " of an attribute", OfParameter = " of a parameter";

    private const string OwnTracker = "own tracker", TrackerPartFeature = "part of the tracker", EqualMembers = "default of an enum with equal members";

    private bool Drew(string mention) => _features.Contains(mention + OfAttribute) || _features.Contains(mention + OfParameter);

    private bool Wants(string feature) => _wanted == feature;

    /// <summary>Draws one of some features: the wanted one if it is among them.</summary>
    private T Draw<T>(T[] alternatives, Func<T, string> featureOf)
    {
        int wanted = Array.FindIndex(alternatives, alternative => featureOf(alternative) == _wanted);
        T drawn = wanted < 0 ? _choices.Pick(alternatives.AsSpan()) : alternatives[wanted];
        _features.Add(featureOf(drawn));
        return drawn;
    }

    private bool Draws<T>(T[] alternatives, Func<T, string> featureOf, int times) =>
        Array.Exists(alternatives, alternative => featureOf(alternative) == _wanted) || _choices.OneIn(times);

    /// <summary>Draws a generated type.</summary>
    private string Mention(string place) => Draw(Mentions, mention => mention.Feature + place).Type;

    private bool DrawsMention(string place) => Draws(Mentions, mention => mention.Feature + place, 3);

    private List<string> Make(string space)
    {
        string nullable = _choices.Pick("", "", "", "#nullable disable\n", "#nullable enable annotations\n");
        bool isRecord = _choices.OneIn(40), isGeneric = _choices.OneIn(40), isOther = _choices.OneIn(60);
        string kind = isRecord ? _choices.Pick("record", "record struct") : isOther ? _choices.Pick("struct", "interface") : "class";
        bool isClass = kind == "class";
        string nesting = _choices.Pick(
            "", "", "", "partial class Outer", "public partial struct Outer", "partial interface Outer", "partial record Outer", "static partial class Outer",
            "class Outer", "partial class Outer<TOuter>", "partial class Outer<TState>",
            "partial class Outer { protected internal partial class Middle", "partial class @new",
            "partial record struct Outer", "ref partial struct Outer", "partial class @scoped", "partial class Outer<ChildAttrs>",
            "partial class Outer<ChildTracker>", "partial class Outer<TVisitor, @partial>");
        string access = nesting.Length == 0
            ? _choices.Pick("public ", "internal ", "", "file ")
            : _choices.Pick("public ", "internal ", "", nesting.Contains("struct", StringComparison.Ordinal) ? "private " : "protected internal ");
        if (access == "file " && !_choices.OneIn(4)) access = "public ";
        string shape = isClass ? _choices.Pick("", "", "sealed ", "abstract ", _choices.OneIn(8) ? "static " : "unsafe ") : "";
        bool isStatic = shape == "static ";
        string partial = _choices.OneIn(12) ? "" : "partial ";
        string tracker = UsuallyFirst(
            [
                "[Tracker]", "[Tracker(Name = \"a name\")]", "[Tracker<int>]", "[Tracker<System.Guid>]", "[GenTracker.TrackerAttribute]",
                "[Tracker(KeyComparison = System.StringComparison.OrdinalIgnoreCase)]", "[Tracker(KeyComparison = System.StringComparison.InvariantCulture)]",
                "[Tracker<string>(KeyComparison = System.StringComparison.Ordinal)]", "[Tracker<int>(KeyComparison = System.StringComparison.Ordinal)]",
                "[Tracker(Name = \"\")]", "[Tracker(Name = \"\\\"\\\\ {0}\\n\")]", "[Tracker<(int X, string Y)>]", "[Tracker<Pair>]", "[Tracker<int[]>]",
                "[Tracker<Shade>]", "[Tracker<int?>]", "[Tracker<Hidden>]", "[Tracker<System.Collections.Generic.List<Shade>>]", "[Tracker, Tracker<int>]",
                "[Alias]", "[Tracker<object>]"
            ]);
        bool isOpenable = isClass && !isStatic && !_choices.OneIn(3);
        (string baseList, string baseType) = Bases(isClass && !isStatic, isOpenable);

        StringBuilder members = new();
        StringBuilder otherPart = new();
        int properties = Math.Max(_choices.Next(5), IsOfAttribute(_wanted) ? 1 : 0);
        for (int i = 0; i < properties; i++) (_choices.OneIn(8) ? otherPart : members).Append("    ").AppendLine(Property(isClass, shape));
        string primary = "";
        if (isClass && !isStatic)
        {
            if (_choices.Next(2) == 1 || IsOfParameter(_wanted)) primary = "(" + Parameters(isPrimary: true) + ")";
            else for (int i = _choices.Next(4); i > 0; i--) members.Append("    ").AppendLine(Constructor());
        }

        if (isOpenable)
        {
            members.AppendLine(
            "    public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => throw new System.NotSupportedException();");
        }
        if (baseType == "AbstractBase" && shape != "abstract ") members.AppendLine("    public override string Name => \"\";");
        if (_choices.OneIn(5)) members.Append("    ").AppendLine(ClashingMember(isStatic || !isClass));
        string neighbor = Wants(TrackerPartFeature) || _choices.OneIn(10) ? TypeBeside() : "";

        string aliases = string.Concat(
            Drew("alias of a type") ? "using TheTracker = Shared.Users.UserTracker; " : "",
            Drew("alias of a generic type") ? "using TheList = System.Collections.Generic.List<Shared.Users.UserAttrs>; " : "");
        string farAlias = Drew(ExternAlias) ? "extern alias Far;\n" : "";
        string close = nesting.Length == 0 ? "" : nesting.Contains('{', StringComparison.Ordinal) ? "}}" : "}";
        string open = nesting.Length == 0 ? "" : nesting + " {";
        string header = $"{shape}{partial}{kind} {_name}{(isGeneric ? "<T0>" : "")}";
        List<string> files =
        [
            $$"""
            {{nullable}}{{farAlias}}using System;
            using GenTracker;
            using Shared;
            using Shared.Users;
            using Library.Rooms;
            using Alias = GenTracker.TrackerAttribute;
            {{aliases}}
            using Them = Shared.Users;

            namespace {{space}};
            using static global::Shared.Users.Group;

            {{open}}
            {{(_choices.OneIn(40) && !_features.Contains(OwnTracker) ? "" : tracker)}}
            {{access}}{{header}}{{primary}}{{baseList}}
            {
            {{members}}
                internal struct Inner { public int A; }
                {{(isClass ? "private enum Own { One }" : "")}}
            }
            {{(neighbor.StartsWith('!') ? "" : neighbor)}}
            {{close}}
            {{neighbor.TrimStart('!') switch { var text when neighbor.StartsWith('!') => text, _ => "" }}}
            """,
        ];
        if (otherPart.Length > 0)
        {
            files.Add($$"""
                {{nullable}}{{farAlias}}using GenTracker;
                using Shared;
                using Shared.Users;
                using Library.Rooms;
                {{aliases}}
                using Them = Shared.Users;

                namespace {{space}};
                using static global::Shared.Users.Group;

                {{open}}
                {{(shape == "unsafe " ? "unsafe " : "")}}partial {{kind}} {{_name}}{{(isGeneric ? "<T0>" : "")}}
                {
                {{otherPart}}
                }
                {{close}}
                """);
        }

        if (Drew("child of the own namespace"))
        {
            files.Add($"namespace {space}.Near; [GenTracker.Tracker] public partial class Close {{ [GenTracker.TrackedAttr] public partial int Depth {{ get; " +
                $"}} }}");
        }

        if (baseType.Length > 0) files.Add($"namespace {space};\n{string.Join('\n', BaseClasses.Split('\n').Where(line => IsNeeded(line, baseType)))}");
        return files;
    }

    private static bool IsNeeded(string baseClass, string baseType) =>
        baseClass.Contains($"class {baseType.Split('<')[0]}", StringComparison.Ordinal)
            || (baseType == "DerivedBase" && baseClass.Contains("class PlainBase", StringComparison.Ordinal));

    private (string List, string Base) Bases(bool mayDerive, bool isOpenable)
    {
        string type = mayDerive
            ? UsuallyFirst(
                [
                    "", "PlainBase", "AbstractBase", "Generic<int>", "System.Collections.Generic.List<int>", "TrackedBase", "RequiredBase", "KeyBase",
                    "DerivedBase"
                ])
            : "";
        List<string> bases = [];
        if (type.Length > 0) bases.Add(type);
        if (isOpenable) bases.Add("ITrackedChild");
        if (mayDerive && _choices.OneIn(8)) bases.Add("IMarker");
        return (bases.Count == 0 ? "" : " : " + string.Join(", ", bases), type);
    }

    private string Property(bool isClass, string shape)
    {
        string name = UsuallyFirst(PropertyNames);
        if (_properties.Contains(name)) name = "P" + _properties.Count;
        _properties.Add(name);
        (string? optionFeature, string optionType, string[] optionTexts) = Draws(FeatureOptions, static option => option.Feature, 6)
            ? Draw(FeatureOptions, static option => option.Feature)
            : default;
        string type = DrawsMention(OfAttribute) ? Mention(OfAttribute)
            : Wants(EqualMembers) || _choices.OneIn(8) ? "Flagged"
            : optionFeature is not null && (_wanted == optionFeature || !_choices.OneIn(4)) ? optionType
            : _choices.OneIn(2) ? UsuallyFirst(OtherTypes) : UsuallyFirst(Numbers);
        string options = Options(type, optionFeature is null ? "" : _choices.Pick(optionTexts.AsSpan()));
        string more = Draws(CarriedOfAttributes, static carried => carried.Feature + OfAttribute, 6)
            ? Draw(CarriedOfAttributes, static carried => carried.Feature + OfAttribute).Text
            : _choices.Pick(
                "", "", "", "", "[System.Diagnostics.CodeAnalysis.AllowNull] ", "[System.Obsolete(\"old\")] ", "[property: System.Diagnostics.DebuggerHidden] ",
                "[System.Diagnostics.CodeAnalysis.MaybeNull] ");
        string access = _choices.Pick("public ", "internal ", "", "protected ", "private ", "protected internal ", "private protected ");
        if (shape == "sealed " && access.Contains("protected", StringComparison.Ordinal)) access = "public ";
        string modifier = _choices.OneIn(4)
            ? _choices.Pick(
                "required ", "static ", "new ", shape == "sealed " || access is "private " or "" ? "" : "virtual ", "readonly ", "unsafe ",
                shape == "abstract " && access is not ("private " or "") ? "abstract " : "", "extern ", "sealed ")
            : "";
        if (modifier is "readonly " or "sealed " && isClass) modifier = "";
        if (modifier == "required " && access != "public ") modifier = "";
        string attribute = _choices.OneIn(16)
            ? _choices.Pick("", "[GenTracker.TrackedAttrAttribute]", "[TrackedAttrAttribute()]", "[TrackedAttr, TrackedAttr]")
            : $"[TrackedAttr{options}]";

        // Nothing implements a partial property without the attribute.
        string partial = _choices.OneIn(12) || attribute.Length == 0 ? "" : "partial ";
        string reference = _choices.OneIn(40) ? _choices.Pick("ref ", "ref readonly ") : "";
        string accessors = UsuallyFirst(
            [
                "{ get; set; }", "{ get; }", "{ get; private set; }", "{ set; get; }", "{ get; internal set; }", "{ get; protected set; }", "{ get; init; }",
                "{ set; }", "{ private get; set; }", "=> default!;", "{ get => default!; set { } }", "{ get; set; } = default!;",
                "{ get { return default!; } }", "{ [System.Obsolete] get; set; }", "{ internal get; set; }", "{ get; private protected set; }"
            ]);
        if (access is "private " or "" && accessors.Contains(" set; }", StringComparison.Ordinal) && accessors != "{ get; set; }") accessors = "{ get; set; }";
        if (access is "internal " or "protected " or "private protected "
            && accessors is "{ get; internal set; }" or "{ get; protected set; }" or "{ internal get; set; }" or "{ get; private protected set; }")
        {
            accessors = "{ get; private set; }";
        }

        string named = _choices.OneIn(60) ? _choices.Pick("this[int index]", "IMarker." + name) : name;
        string unsafety = type.Contains('*', StringComparison.Ordinal) && shape != "unsafe " ? "unsafe " : "";
        return $"{attribute} {more}{access}{modifier}{unsafety}{partial}{reference}{type} {named} {accessors}";
    }

    private static bool IsOfParameter(string? feature) => feature == OwnTracker || feature?.EndsWith(OfParameter, StringComparison.Ordinal) == true;

    private static bool IsOfAttribute(string? feature) => feature is not null && feature != TrackerPartFeature && !IsOfParameter(feature);

    private string Options(string type, string drawn)
    {
        List<string> options = drawn.Length == 0 ? [] : [drawn];
        if (Wants(EqualMembers))
        {
            options.Add("Default = " + Flagged());
        }
        else if (_choices.OneIn(drawn.Length == 0 ? 4 : 12))
        {
            options.Add(
            "Default = " + (
                _choices.OneIn(2)
                    ? UsuallyFirst(Defaults)
                    : type switch
                    {
                        "string" or "string?" => "\"\"",
                        "bool" or "bool?" => "true",
                        "char" => "'c'",
                        "Shade" => "Shade.Light",
                        "Flagged" => Flagged(),
                        _ => "1",
                    }));
        }
        if (_choices.OneIn(6)) options.Add($"DefaultFrom = \"{_choices.Pick("Start", "Start", "Missing", "A", "Key", "IncrementA", "Item", "ToString")}\"");
        if (!drawn.Contains("Survives", StringComparison.Ordinal) && _choices.OneIn(6)) options.Add(_choices.Pick("Survives = true", "Survives = false"));
        if (_choices.OneIn(drawn.Length == 0 ? 6 : 12)) options.Add(_choices.Pick("Striped = true", "Striped = false"));
        if (!drawn.Contains("Comparison", StringComparison.Ordinal) && _choices.OneIn(16))
        {
            options.Add("Comparison = System.StringComparison." + _choices.Pick("OrdinalIgnoreCase", "Ordinal", "CurrentCulture"));
        }

        return options.Count == 0 ? "" : "(" + string.Join(", ", options) + ")";
    }

    private string Flagged()
    {
        _features.Add(EqualMembers);
        return _choices.Pick("Flagged.One", "Flagged.A", "Flagged.Kept", "Flagged.A | Flagged.B", "(Flagged)64", "(Flagged)8", "default(Flagged)");
    }

    private string Constructor()
    {
        string access = UsuallyFirst(["public ", "internal ", "private ", "protected ", "protected internal ", ""]);
        string sets = _choices.OneIn(6) ? "[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] " : "";
        return $"{sets}{access}unsafe {_name}({Parameters(isPrimary: false)}) => throw new System.NotSupportedException();";
    }

    private string Parameters(bool isPrimary)
    {
        List<string> parameters = [];
        HashSet<string> names = [];
        int count = Math.Max(_choices.Next(4), IsOfParameter(_wanted) ? 1 : 0);
        bool isOptional = false;
        for (int i = 0; i < count; i++)
        {
            string name = UsuallyFirst(
                [
                    "key", "source", "options", "cancellationToken", "found", "scope", "create", "state", "@class", "value", "child", "childOptions", "Key",
                    "services", "_", "__", "Create", "NeedsScope", "Spec0", "Equals", "field", "@var", "from", "@await", "@nint"
                ]);
            bool isCarried = !isOptional && Draws(CarriedOfParameters, static carried => carried.Feature + OfParameter, 8);
            bool isMention = !isCarried && DrawsMention(OfParameter), isOwnTracker = Wants(OwnTracker) || _choices.OneIn(12);

            // The key has a type of its own.
            if (name == "key" && (isCarried || isMention || isOwnTracker) && !(_wanted is null && _choices.OneIn(8))) name = "source";
            if (!names.Add(name)) names.Add(name = "p" + i);
            if (isCarried)
            {
                string carried = string.Format(
                    CultureInfo.InvariantCulture, Draw(CarriedOfParameters, static carried => carried.Feature + OfParameter).Text, name);
                parameters.Add(carried);
                isOptional = carried.Contains('=', StringComparison.Ordinal);
                continue;
            }

            string type = _choices.Pick(
                name == "key" ? "string" : "int", "string", "string?", "object?", "System.Func<string, Child?>", "int?", "Shade", "(int A, string B)",
                "dynamic", "decimal", "System.IServiceProvider", "Pair", "double", "System.Threading.CancellationToken", "GenTracker.ChildOptions?",
                "System.Action", "System.DateTime", "Hidden", "System.Span<int>", isPrimary ? "int[]" : "int*", "Microsoft.Extensions.Logging.ILogger<string>",
                "System.Delegate", "Inner", "System.Guid", "char", isPrimary ? "string[]" : "int*[]");
            if (isMention)
            {
                type = Mention(OfParameter);
            }
            else if (isOwnTracker)
            {
                type = _name.TrimStart('@') + "Tracker?";
                _features.Add(OwnTracker);
            }
            else if (_choices.OneIn(8))
            {
                type = "Flagged";
            }

            bool isLast = i == count - 1;
            string passing = _choices.OneIn(24) ? _choices.Pick("in ", "ref ", isPrimary ? "" : "out ", "scoped ") : "";
            if (passing == "scoped " && !type.Contains("Span", StringComparison.Ordinal)) passing = "";
            string attribute = _choices.OneIn(6)
                ? _choices.Pick(
                    "[Injected] ", "[Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"k\")] ",
                    "[Microsoft.Extensions.DependencyInjection.FromKeyedServices(Shade.Dark)] ",
                    "[Microsoft.Extensions.DependencyInjection.FromKeyedServices(null)] ",
                    "[Microsoft.Extensions.DependencyInjection.FromKeyedServices(typeof(int))] ",
                    "[Microsoft.Extensions.DependencyInjection.FromKeyedServices(new[] { 1 })] ",
                    $"[Microsoft.Extensions.DependencyInjection.FromKeyedServices({_name}.Own.One)] ")
                : "";
            if (isLast && !isOptional && _choices.OneIn(12) && passing.Length == 0)
            {
                parameters.Add($"{attribute}params {_choices.Pick("int[]", "string?[]", "object[]", "System.Collections.Generic.IReadOnlyList<int>")} {name}");
                break;
            }

            isOptional = (isOptional || _choices.OneIn(6)) && passing is "" or "in ";
            string optional = isOptional ? " = " + ConstantOf(type) : "";
            parameters.Add($"{attribute}{passing}{type} {name}{optional}");
        }

        return string.Join(", ", parameters);
    }

    private string ConstantOf(string type) => type switch
    {
        "int" => _choices.Pick("1", "-1", "int.MinValue", "Constants.Limit"),
        "int?" => _choices.Pick("null", "5"),
        "string" or "string?" => _choices.Pick("\"\"", "null", "\"a \\\"b\\\" {c}\\n\""),
        "Shade" => _choices.Pick("Shade.Light", "(Shade)9", "default"),
        "Flagged" => Flagged(),
        "UserAttrs" or "MemberAttrs" => _choices.Pick("default", "default(" + type + ")", "new()"),
        "decimal" => _choices.Pick("1.5m", "default"),
        "double" => _choices.Pick("1.5", "double.NaN", "double.NegativeInfinity", "-0.0"),
        "char" => _choices.Pick("'a'", "'\\''", "'\\u2028'"),
        _ => "default",
    };

    private string ClashingMember(bool isStatic)
    {
        string attribute = _properties.Count > 0 ? _choices.Pick([.. _properties]).TrimStart('@') : "A";
        string modifier = isStatic ? "static " : "";
        return _choices.Pick(
            $"public {modifier}long Increment{attribute}(long delta) => delta;",
            $"public {modifier}int Increment{attribute}(int delta) => delta;",
            $"public {modifier}void Decrement{attribute}() {{ }}",
            $"internal {modifier}int TryIncrement{attribute} => 1;",
            $"public {modifier}bool TryIncrement{attribute}(int delta, out int value) {{ value = delta; return true; }}",
            $"private class Raise{attribute}To {{ }}",
            $"public {modifier}bool TryRetireAt{attribute}<TValue>(TValue value) => true;",
            $"public {modifier}object Exchange{attribute}(object value) => value;",
            $"public {modifier}int Exchange{attribute}(int value) => value;",
            $"public {modifier}int Update{attribute}(System.Func<int, int> update) => update(1);",
            $"public {modifier}(int, string) Update{attribute}(System.Func<(int, string), (int, string)> update) => update(default);",
            $"public {modifier}object Update{attribute}<TMore>(System.Func<object, TMore, dynamic> update, TMore more) => update(1, more);",
            $"public {modifier}int Update{attribute}<TMore>(System.Func<int, int, int> update, TMore more) => update(1, 2);",
            $"public {modifier}void Update{attribute}(string value) {{ }}",
            $"public {modifier}bool TrySet{attribute}(string value) => value.Length > 0;",
            $"public {modifier}bool TryDecrement{attribute}(long delta, out long value) {{ value = delta; return true; }}",
            $"public {modifier}int Decrement{attribute}DownTo => 1;",
            "private static int Start => 1;",
            "private static string? Start() => null;",
            "internal static System.TimeSpan Start = default;",
            "private static dynamic Start => 1;",
            "private int Start() => 1;",
            "private static T Start<T>() => default!;",
            "private static long Start(int by) => by;",
            "public const byte Start = 1;",
            $"public {modifier}object Acquire{attribute}(int delta) => delta;",
            $"public {modifier}bool TryAcquire{attribute}UpTo(int max, out CounterLease lease, int delta = 1) {{ lease = null; return max > delta; }}",
            $"private struct {attribute}Lease {{ }}",
            $"public {modifier}bool TryRetire() => true;",
            $"public {modifier}bool TryRetire(int code) => true;",
            "private " + modifier + "int __slots = 5;",
            "private class AttrSlots2 { }",
            $"public {modifier}string Key2 => \"\";",
            $"public {modifier}void Completion() {{ }}",
            $"public {modifier}string get_Key() => \"\";",
            $"public {modifier}long get_Incarnation(int which) => which;",
            $"public {modifier}void set_Completion(System.Threading.Tasks.Task<ChildExit> value) {{ }}",
            $"public {modifier}object ReadAttrs(int which) => which;",
            "public class Spec0 { }",
            $"public {modifier}void Written() {{ }}",
            $"public {modifier}int System => 1;",
            $"public {modifier}int GenTracker => 1;",
            "public class Task { }",
            $"public class {_name.TrimStart('@')}Attrs {{ }}",
            $"public class {_name.TrimStart('@')}Tracker {{ }}",
            "private const int global = 1;");
    }

    /// <summary>A type beside the class. It starts with an exclamation mark if it belongs outside the types around the class.</summary>
    private string TypeBeside()
    {
        string bare = _name.TrimStart('@');
        if (Wants(TrackerPartFeature) || _choices.OneIn(2))
        {
            _features.Add(TrackerPartFeature);
            return TrackerPart(bare);
        }

        return _choices.Pick(
            $"public class {bare}Tracker {{ }}",
            $"public partial class {bare}Tracker {{ public int More => 1; }}",
            $"public partial class {bare}Tracker {{ public int FindByA => 1; public void FindByB(string value) {{ }} }}",
            $"public readonly partial record struct {bare}Attrs {{ public int More => 1; }}",
            $"public readonly partial record struct {bare}Attrs {{ public int get_A() => 1; public void set_B(string value) {{ }} }}",
            $"public enum {bare}Attrs {{ }}",
            $"public delegate void {bare}Tracker();",
            $"public class {bare}Tracker<TMore> {{ }}",
            $"!public class {bare}Tracker {{ }}",
            $"!namespace More {{ public class {bare}Tracker {{ }} }}",
            "!public class Untracked { [GenTracker.TrackedAttr] public int Stray { get; set; } }",
            "!public class Task { } public class Func<TMore> { } public class Guid { }",
            "!file class Local { [GenTracker.TrackedAttr] public int Stray { get; set; } }",
            $"!file readonly partial record struct {bare}Attrs(int A);",
            "!public static class Extensions { public static void Increment(this object o) { } }");
    }

    /// <summary>A part of the tracker, with members like the generated ones.</summary>
    private string TrackerPart(string bare)
    {
        string attribute = _properties.Count > 0 ? _choices.Pick([.. _properties]).TrimStart('@') : "A";
        string member = _choices.Pick(
            "public int More => 1;", "public int Find => 1;", "public string Find(object key) => \"\";", "public new object Find(string key) => key;",
            "public object Find(System.ReadOnlySpan<char> key) => 1;", "public int FindOrOpenAsync => 1;", "public void OpenAsync(int number) { }",
            "public class Spec0 { }", "private class AttrsReader { }", "public int Create() => 1;", "public bool NeedsScope => true;",
            "public class RequiredServices { }", "public object GetRecentExits() => 1;", "public object GetRecentExits(int count) => 1;",
            $"public int Increment{attribute}(string key, int delta) => 1;",
            $"public bool TryIncrement{attribute}(string key, int delta, out int value) {{ value = 1; return true; }}",
            $"public int Increment{attribute}(object key, object delta) => 1;",
            "public object FindOrOpenCoreAsync(object key, object spec, object options, object token) => 1;",
            $"public {bare}Tracker(string name) : this() {{ }}",
            $"public {bare}Tracker(TrackerOptions? options, System.IServiceProvider? services, Microsoft.Extensions.Logging.ILoggerFactory? logs) {{ }}",
            $"public class {bare}Attrs {{ }}", $"public System.Exception NotFound(object key) => throw null!;",
            "public class System { }", "public int GenTracker => 1;",
            "public object ReopenAsync(string key, ChildOptions? options, System.Threading.CancellationToken token) => 1;");
        string shape = _choices.OneIn(8) ? _choices.Pick("static ", "abstract ", "sealed ") : "";
        string primary = _choices.OneIn(16) ? "(int number)" : "";
        if (shape == "static ") (member, primary) = ("public static int More => 1;", "");
        return $"{shape}partial class {bare}Tracker{primary} {{ {member} }}";
    }

    /// <summary>Picks an alternative: usually the first, which is plain.</summary>
    private string UsuallyFirst(string[] alternatives) => _choices.OneIn(_rarely) ? _choices.Pick(alternatives.AsSpan()) : alternatives[0];
}
