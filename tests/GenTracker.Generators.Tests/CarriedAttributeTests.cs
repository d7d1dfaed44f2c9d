using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>Generated declarations repeat the attributes that hold for them too, and no others (decision 0036).</summary>
public class CarriedAttributeTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.ComponentModel;
        using System.ComponentModel.DataAnnotations;
        using System.Diagnostics;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Runtime.Serialization;
        using System.Runtime.Versioning;
        using System.Text.Json.Serialization;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;
        namespace Acme;
        public abstract class Child : ITrackedChild { public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask; }
        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        public sealed class MarkAttribute(params object?[] values) : Attribute
        {
            public object?[] Values => values;
            public Type? Type { get; set; }
            public string[]? Names { get; set; }
            public DayOfWeek Day;
            public AttributeTargets Targets { get; set; }
        }
        [AttributeUsage(AttributeTargets.Parameter)] public class OnParameterAttribute : Attribute;
        public sealed class DerivedAttribute : OnParameterAttribute;
        [AttributeUsage(AttributeTargets.Property)] public sealed class OnPropertyAttribute : Attribute;
        [AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)] public sealed class GenericAttribute<T> : Attribute;
        file sealed class LocalAttribute : Attribute;

        """;

    [Theory]
    [InlineData("[CallerMemberName] string? x = null", true)]
    [InlineData("[CallerFilePath] string x = \"\"", true)]
    [InlineData("[CallerLineNumber] int x = 0", true)]
    [InlineData("string a, [CallerArgumentExpression(nameof(a))] string x = \"\"", true)]
    [InlineData("[CallerArgumentExpression(\"key\")] string x = \"\"", true)]
    [InlineData("[Injected] IFormatProvider a, [CallerArgumentExpression(nameof(a))] string x = \"\"", false)]
    [InlineData("[AllowNull] string x", true)]
    [InlineData("[DisallowNull] string? x", true)]
    [InlineData("[StringSyntax(StringSyntaxAttribute.Regex, 1)] string x", true)]
    [InlineData("[ConstantExpected(Min = 1, Max = 5)] int x", true)]
    [InlineData("[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicFields)] Type x", true)]
    [InlineData("[Range(1, 5)] int x", true)]
    [InlineData("[Required, MinLength(3)] string x", true)]
    [InlineData("[Mark(1)] params string[] x", true)]
    [InlineData("[Derived] int x", true)]
    [InlineData("[Generic<List<int[]>>] int x", true)]
    [InlineData("[NotNull] object? x", false)]
    [InlineData("[MaybeNull] object x", false)]
    [InlineData("[DoesNotReturnIf(true)] bool x", false)]
    [InlineData("[NotNullIfNotNull(\"key\")] object? x", false)]
    [InlineData("[SuppressMessage(\"a\", \"b\")] int x", false)]
    [InlineData("[Local] int x", false)]
    [InlineData("[Nested] int x", false)]
    [InlineData("[Mark(typeof(Hidden))] int x", false)]
    [InlineData("[Mark(Hidden.A)] int x", false)]
    [InlineData("[Optional] int x", true)]
    [InlineData("[Optional] object x, int required", true)]
    [InlineData("[Optional, DefaultParameterValue(5)] int x, string required", true)]
    [InlineData("[Optional, DefaultParameterValue(DayOfWeek.Friday)] DayOfWeek x, string required", true)]
    [InlineData("[Optional, DateTimeConstant(630822816000000000)] DateTime x", true)]
    [InlineData("[Optional, DateTimeConstant(5)] DateTime? x, string required", true)]
    [InlineData("[Optional, DecimalConstant(2, 1, 0u, 0u, 150u)] decimal x, string required", true)]
    [InlineData("[Optional, IDispatchConstant] object x", true)]
    [InlineData("[Optional, DefaultParameterValue(0), CallerLineNumber] int x, string required", true)]
    [InlineData("[DateTimeConstant(5)] DateTime x", false)]
    public void A_parameter_of_an_open_method_has_what_the_constructors_demands_of_its_caller(string parameter, bool isCarried)
    {
        Compilation output = Compile($$"""
            [Tracker] public partial class A : Child
            {
                public A(string key, {{parameter}}) { {{(parameter.Contains("NotNull]", StringComparison.Ordinal) ? "x = 1;" : "")}} }
                private sealed class NestedAttribute : Attribute;
                private enum Hidden { A }
            }
            """);
        IParameterSymbol ofConstructor = output.GetTypeByMetadataName("Acme.A")!.InstanceConstructors.Single().Parameters.Single(static it => it.Name == "x");

        foreach (string method in (string[])["FindOrOpenAsync", "OpenAsync", "ReopenAsync"])
        {
            IParameterSymbol ofMethod = output.GetTypeByMetadataName("Acme.ATracker")!.GetMembers(method).OfType<IMethodSymbol>()
                .SelectMany(static overload => overload.Parameters).Single(static it => it.Name == "x");
            Assert.Equal(isCarried ? Texts(ofConstructor) : [], Texts(ofMethod));
        }
    }

    [Fact]
    public void What_a_first_value_requires_is_suppressed_where_generated_code_reads_it()
    {
        string[] lines = Generation.From(Usings + """
            [Tracker] public partial class A
            {
                [TrackedAttr(DefaultFrom = nameof(Make))] public partial int X { get; set; }
                [TrackedAttr(DefaultFrom = nameof(Made))] public partial int Y { get; set; }
                [RequiresUnreferencedCode("x")] private static int Make() => 1;
                [RequiresAssemblyFiles] private static int Made { [RequiresUnreferencedCode("x")] [RequiresDynamicCode("x")] get => 1; }
            }
            """).File.Split('\n');

        int constructor = Array.FindIndex(lines, static line => line.Trim() == "public AttrSlots()");
        Assert.Equal(
            ["\"Trimming\", \"IL2026\"", "\"SingleFile\", \"IL3002\"", "\"AOT\", \"IL3050\""],
            lines[(constructor - 3)..constructor].Select(static line =>
                line.Split("UnconditionalSuppressMessage(")[1].Split(", Justification = \"GT0015 warns the author of the attribute.\")]")[0]));
    }

    [Fact]
    public async System.Threading.Tasks.Task A_default_that_only_an_attribute_can_give_reaches_the_constructor()
    {
        System.Reflection.Assembly assembly = Generation.From(Usings + """
            [Tracker] public partial class A(
                string key,
                [Optional, DateTimeConstant(630822816000000000)] DateTime since,
                [Optional, DecimalConstant(2, 1, 0u, 0u, 150u)] decimal rate,
                [Optional, DefaultParameterValue(5)] int size,
                string required) : Child
            {
                public string Text => FormattableString.Invariant($"{key} {since:yyyy-MM-dd} {rate} {size} {required}");

                public static async Task<string> OpenAsync()
                {
                    await using ATracker all = new();
                    return (await all.OpenAsync("a", required: "r")).Text;
                }
            }
            """).Load();

        string text = await (System.Threading.Tasks.Task<string>)assembly.GetType("Acme.A")!.GetMethod("OpenAsync")!.Invoke(null, null)!;
        Assert.Equal("a 2000-01-01 -1.50 5 r", text);
    }

    [Theory]
    [InlineData("[StringSyntax(\"Regex\")] string key", "StringSyntaxAttribute")]
    [InlineData("[MinLength(3)] string key", "MinLengthAttribute")]
    [InlineData("[CallerMemberName] string key = \"\"", "")]
    [InlineData("[AllowNull, MinLength(3)] string key", "MinLengthAttribute")]
    public void So_has_the_parameter_key(string key, string expected)
    {
        Compilation output = Compile($"[Tracker] public partial class A({key}) : Child {{ public string Copy => key; }}");

        IMethodSymbol open = output.GetTypeByMetadataName("Acme.ATracker")!.GetMembers("OpenAsync").OfType<IMethodSymbol>()
            .Single(static method => method.Parameters.Length == 3 && method.Parameters[1].Name == "options");
        Assert.Equal(expected, string.Join(" ", open.Parameters[0].GetAttributes().Select(static attribute => attribute.AttributeClass!.Name)));
    }

    [Theory]
    [InlineData("[JsonPropertyName(\"y\"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string?", true)]
    [InlineData("[JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>)), JsonInclude, JsonRequired, JsonPropertyOrder(-1)] DayOfWeek", true)]
    [InlineData("[DataMember(Name = \"y\", IsRequired = true, Order = 3)] int", true)]
    [InlineData("[Range(0.5, 1e300)] double", true)]
    [InlineData("[Range(typeof(decimal), \"0\", \"1\")] decimal", true)]
    [InlineData("[Required, StringLength(5, MinimumLength = 1), RegularExpression(\"a\\\"\\\\d\\u2028\\n\")] string?", true)]
    [InlineData("[Display(Name = \"x\"), Description(\"d\"), Category(\"c\"), Browsable(false)] int", true)]
    [InlineData("[property: DebuggerBrowsable(DebuggerBrowsableState.Never)] int", true)]
    [InlineData("[Mark(null, 'a', (byte)1, (sbyte)-1, (short)2, (ushort)3, 4, 5u, 6L, 7ul, 8f, 9d, true, \"s\")] int", true)]
    [InlineData("[Mark(DayOfWeek.Friday, typeof(List<>), typeof(int[,]), typeof(int*))] int", true)]
    [InlineData("[Mark(new int[] { 1, 2 }, new object?[] { null, typeof(void) }, new string?[] { null }, float.NaN, double.PositiveInfinity)] int", true)]
    [InlineData("[Mark(Type = typeof(Dictionary<string, (int, string)>), Names = new[] { \"a\", null! }, Day = (DayOfWeek)17)] int", true)]
    [InlineData("[Mark(null), Mark(Names = null, Type = null, Targets = AttributeTargets.Class | AttributeTargets.Enum), Mark(new object?[0])] int", true)]
    [InlineData("[OnProperty, Generic<Acme.A>] int", true)]
    [InlineData("[NotNull] string?", true)]
    [InlineData("[MaybeNull] string", true)]
    [InlineData("[Experimental(\"ACME001\", UrlFormat = \"u\")] int", true)]
    [InlineData("[EditorBrowsable(EditorBrowsableState.Never)] int", true)]
    [InlineData("[SupportedOSPlatform(\"linux\"), SupportedOSPlatform(\"windows10.0\"), UnsupportedOSPlatform(\"browser\", \"none\")] int", true)]
    [InlineData("[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type?", true)]
    [InlineData("[AllowNull] string", false)]
    [InlineData("[DisallowNull] string?", false)]
    [InlineData("[MemberNotNull(nameof(_other))] string?", false)]
    [InlineData("[SuppressMessage(\"a\", \"b\"), UnconditionalSuppressMessage(\"a\", \"b\"), ExcludeFromCodeCoverage] int", false)]
    [InlineData("[System.CodeDom.Compiler.GeneratedCode(\"a\", \"b\")] int", false)]
    [InlineData("[SpecialName] int", false)]
    [InlineData("[Local] int", false)]
    [InlineData("[Nested] int", false)]
    [InlineData("[Mark(new object[] { typeof(Hidden[]) })] int", false)]
    [InlineData("[Generic<List<Hidden>>] int", false)]
    public void A_property_of_the_record_has_what_the_attribute_says_of_its_value(string property, bool isCarried)
    {
        int type = property.LastIndexOf(' ');
        Compilation output = Compile($$"""
            [Tracker] public partial class A
            {
                private string? _other;
                [TrackedAttr] {{property[..type]}} public partial {{property[type..]}} X { get; set; }
                private sealed class NestedAttribute : Attribute;
                private enum Hidden { A }
                public int Length => _other?.Length ?? 0;
            }
            """);
        string[] ofProperty = Texts(Property(output, "Acme.A")), ofRecord = Texts(Property(output, "Acme.AAttrs"));

        Assert.Equal(isCarried ? ofProperty : [], ofRecord);
        Assert.True(!isCarried || ofRecord.Length > 0);
    }

    /// <summary>The methods that exchange a value take what the setter takes, and return what the getter returns.</summary>
    [Fact]
    public void An_exchange_has_the_attributes_of_the_value()
    {
        Compilation output = Compile("""
            [Tracker] public partial class A
            {
                [TrackedAttr, DisallowNull, NotNull] public partial string? X { get; set; }
                [TrackedAttr, DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] public partial Type? T { get; set; }
            }
            """);
        IMethodSymbol exchange = Method(output, "Acme.A", "ExchangeX"), exchangeType = Method(output, "Acme.A", "ExchangeT");

        Assert.Equal(["System.Diagnostics.CodeAnalysis.DisallowNullAttribute"], Texts(exchange.Parameters[0]));
        Assert.Equal(["System.Diagnostics.CodeAnalysis.NotNullAttribute"], Names(exchange.GetReturnTypeAttributes()));
        Assert.Equal(["System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute"], Names(exchangeType.Parameters[0].GetAttributes()));
        Assert.Equal(["System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute"], Names(exchangeType.GetReturnTypeAttributes()));
        Assert.Contains("System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute", Names(Method(output, "Acme.A", "UpdateT").GetAttributes()));
    }

    [Fact]
    public void The_caller_of_an_open_method_is_the_caller_of_the_constructor() => Generation.From($$"""
        {{Usings}}
        [Tracker] public sealed partial class A : Child
        {
            public string Caller { get; }
            public A(
                string key,
                [CallerMemberName] string caller = "",
                [AllowNull] string a = null!,
                [CallerLineNumber] int line = 0,
                [CallerArgumentExpression(nameof(a))] string text = "") =>
                Caller = $"{caller}|{key}|{a is null}|{line}|{text}";
        }
        """,
        """
        public static class Program
        {
            public static void Run()
            {
                Acme.ATracker tracker = new();
                string? nothing = null;
                Expect("Run|k|True|7|", tracker.FindOrOpenAsync("k").AsTask().Result.Caller);
                Expect("x|q|True|8|nothing", tracker.OpenAsync("q", "x", nothing).Result.Caller);
                Expect("Run|k|True|9|", tracker.ReopenAsync("k").Result.Caller);
            }

            private static void Expect(string expected, string actual)
            {
                if (actual != expected) throw new System.InvalidOperationException(actual);
            }
        }
        """).Run();

    /// <summary>Whoever uses generated members is warned as whoever uses the declaration that they stand for.</summary>
    [Theory]
    [InlineData("[Tracker, Obsolete(\"old\")] public partial class A : Child;", "ATracker t = null!; AAttrs r = default;", "CS0618", 2)]
    [InlineData("[Tracker, Obsolete(\"gone\", true)] public partial class A : Child;", "ATracker t = null!; AAttrs r = default;", "CS0619", 2)]
    [InlineData("[Tracker, Obsolete(\"old\", DiagnosticId = \"ACME002\")] public partial class A : Child;", "ATracker t = null!;", "ACME002", 1)]
    [InlineData("[Tracker, Experimental(\"ACME001\")] public partial class A : Child;", "_ = new ATracker();", "ACME001", 1)]
    [InlineData("[Tracker, Obsolete] public partial class A : Child; [Obsolete(\"mine\")] public partial class ATracker;", "ATracker t = null!;", "CS0618", 1)]
    [InlineData(
        "[Tracker] public partial class A : Child { public A() { } [Obsolete(\"gone\", true)] public A(OldKey a, [Injected] OldKey b) { } } "
            + "[Obsolete(\"\", true)] public class OldKey;",
        "_ = new ATracker().FindOrOpenAsync(\"\"); _ = new ATracker().ReopenAsync(\"\", a: null!);", "CS0619", 1)]
    [InlineData(
        "[Tracker] public partial class A : Child { [Experimental(\"ACME001\")] public A(int a) { } }", "_ = new ATracker().OpenAsync(\"\", 1);", "ACME001", 1)]
    [InlineData(
        "[Tracker] public partial class A : Child { [TrackedAttr, Obsolete(\"old\")] public partial int X { get; set; } }",
        "A a = null!; _ = a.X; a.IncrementX(); a.TryDecrementX(1, out _); a.ExchangeX(1); a.UpdateX(x => x); _ = a.ReadAttrs().X; "
            + "new ATracker().IncrementX(\"\");",
        "CS0618",
        7)]
    [InlineData(
        "[Tracker] public partial class A : Child { [TrackedAttr, Obsolete(\"gone\", true)] public partial Gone? X { get; set; } "
            + "[TrackedAttr, Obsolete(\"gone\", true)] public partial long Y { get; } } [Obsolete(\"\", true)] public class Gone;",
        "A a = null!; _ = a.X; a.ExchangeX(null); _ = a.ReadAttrs().X; a.IncrementY(); a.AcquireY(); new ATracker().TryIncrementY(\"\", 1, out _);",
        "CS0619",
        6)]
    [InlineData(
        "[Tracker] public partial class A : Child { [TrackedAttr, Experimental(\"ACME001\")] public partial long X { get; } }",
        "A a = null!; _ = a.X; a.IncrementX(); a.AcquireX(); _ = a.ReadAttrs().X; new ATracker().TryIncrementX(\"\", 1, out _);",
        "ACME001",
        5)]
    [InlineData(
        "[Tracker] public partial class A : Child { [TrackedAttr] public partial int X { get; [Obsolete(\"old\")] set; } }",
        "A a = null!; _ = a.X; a.X = 1; a.IncrementX(); a.ExchangeX(1); _ = a.ReadAttrs().X; new ATracker().IncrementX(\"\");",
        "CS0618",
        4)]
    [InlineData(
        "[Tracker] public partial class A { [TrackedAttr(DefaultFrom = \"F\")] public partial int X { get; set; } [Obsolete(\"\", true)] static int F => 1; }",
        "A a = new(); _ = a.X;", "CS0619", 0)]
    public void Users_of_generated_members_are_warned_as_users_of_the_declaration(string declaration, string use, string id, int times)
    {
        ImmutableArray<Diagnostic> found = Diagnose(
            declaration, $"#nullable enable\nnamespace Acme {{ public static class Use {{ public static void Run() {{\n{use}\n}} }} }}", out _);

        Assert.All(found, static diagnostic => Assert.Equal("File1.cs", diagnostic.Location.SourceTree?.FilePath));
        Assert.Equal(Enumerable.Repeat(id, times), found.Where(static diagnostic => diagnostic.Id != "CS0219").Select(static diagnostic => diagnostic.Id));
    }

    /// <summary>The analyzers of trimming and of platforms look for these on what a user calls.</summary>
    [Fact]
    public void What_a_call_requires_is_said_of_the_generated_members_that_make_it()
    {
        Compilation output = Compile("""
            [Tracker, SupportedOSPlatform("linux"), RequiresDynamicCode("class")] public partial class A : Child
            {
                [RequiresUnreferencedCode("loads", Url = "u"), RequiresAssemblyFiles, RequiresDynamicCode("constructor")] public A(string key, string path) { }
                public A(string key) { }
                [TrackedAttr, UnsupportedOSPlatform("browser")] public partial int X { get; [RequiresUnreferencedCode("sets")] set; }
            }
            """);

        Assert.Equal(["SupportedOSPlatformAttribute(\"linux\")"], Texts(output.GetTypeByMetadataName("Acme.ATracker")!));
        Assert.Equal(["SupportedOSPlatformAttribute(\"linux\")"], Texts(output.GetTypeByMetadataName("Acme.AAttrs")!));
        foreach (string method in (string[])["FindOrOpenAsync", "OpenAsync", "ReopenAsync"])
        {
            IMethodSymbol[] overloads = [.. output.GetTypeByMetadataName("Acme.ATracker")!.GetMembers(method).OfType<IMethodSymbol>()];
            Assert.Equal(
                [
                    "RequiresAssemblyFilesAttribute", "RequiresDynamicCodeAttribute(\"constructor\")",
                    "RequiresUnreferencedCodeAttribute(\"loads\", Url = \"u\")",
                ],
                Texts(overloads.Single(static overload => overload.Parameters.Any(static parameter => parameter.Name == "path"))));
            Assert.Equal(
                ["RequiresDynamicCodeAttribute(\"class\")"],
                Texts(overloads.Single(static overload => overload.Parameters is [_, { Name: "options" }, _])));
        }

        string[] ofChanges = ["RequiresUnreferencedCodeAttribute(\"sets\")", "UnsupportedOSPlatformAttribute(\"browser\")"];
        Assert.Equal(ofChanges, Texts(Method(output, "Acme.A", "IncrementX")));
        Assert.Equal(ofChanges, Texts(Method(output, "Acme.A", "ExchangeX")));
        Assert.Equal(ofChanges, Texts(Method(output, "Acme.ATracker", "IncrementX")));
        Assert.Equal(["UnsupportedOSPlatformAttribute(\"browser\")"], Texts(Property(output, "Acme.AAttrs")));
    }

    private static IPropertySymbol Property(Compilation output, string type) =>
        output.GetTypeByMetadataName(type)!.GetMembers("X").OfType<IPropertySymbol>().Single();

    private static IMethodSymbol Method(Compilation output, string type, string name) =>
        output.GetTypeByMetadataName(type)!.GetMembers(name).OfType<IMethodSymbol>().First();

    private static string[] Names(IEnumerable<AttributeData> attributes) =>
        [.. attributes.Select(static attribute => attribute.AttributeClass!.ToDisplayString())];

    /// <summary>The attributes with their arguments, except for those of the generator.</summary>
    private static string[] Texts(ISymbol symbol) =>
    [
        .. symbol.GetAttributes()
            .Where(static attribute => attribute.AttributeClass!.Name
                is not ("GeneratedCodeAttribute" or "ExcludeFromCodeCoverageAttribute" or "TrackedAttrAttribute" or "OverloadResolutionPriorityAttribute"))
            .Where(static attribute => attribute.AttributeClass!.Name != "UnconditionalSuppressMessageAttribute"
                || attribute.ConstructorArguments[1].Value is not string { Length: > 2 })
            .Select(static attribute => attribute.ToString()!.Replace("System.Diagnostics.CodeAnalysis.Req", "Req", StringComparison.Ordinal)
                .Replace("System.Runtime.Versioning.", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static Compilation Compile(string declaration)
    {
        ImmutableArray<Diagnostic> found = Diagnose(declaration, "", out Compilation output);
        Assert.True(found.IsEmpty, string.Join("\n", found));
        return output;
    }

    private static ImmutableArray<Diagnostic> Diagnose(string declaration, string use, out Compilation output) =>
        SilenceTests.CompileWithUse($"#nullable enable\n#pragma warning disable\n{Usings}{declaration}", use, out output);
}
