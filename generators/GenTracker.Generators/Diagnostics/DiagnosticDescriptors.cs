using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Diagnostics;

/// <summary>
/// The descriptors of all rules. The generator and the analyzers both report the rules of declarations. They use the same descriptors, so
/// that equal findings are equal diagnostics, which the compiler prints once.
/// </summary>
internal static partial class DiagnosticDescriptors
{
    private const string Category = "GenTracker.Declaration";

    /// <summary>GT0001.</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        "GT0001", "A tracked class and the types around it must be partial", "'{0}' cannot be tracked because {1} not partial; add 'partial'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The generator adds a part to the class, which C# allows only where every type around it is partial.", Page("GT0001"));

    /// <summary>GT0002.</summary>
    public static readonly DiagnosticDescriptor NotAPartialDefinition = new(
        "GT0002", "A tracked attribute must be the defining part of a partial property", "'{0}' cannot be a tracked attribute because it {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The generator writes the accessors, so the property is declared as 'partial', without bodies.", Page("GT0002"));

    /// <summary>GT0003.</summary>
    public static readonly DiagnosticDescriptor OutsideTracker = new(
        "GT0003", "[TrackedAttr] has no effect outside a [Tracker] class", "'{0}' is marked [TrackedAttr] but {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, "Nothing is generated for such a property.", Page("GT0003"));

    /// <summary>GT0004.</summary>
    public static readonly DiagnosticDescriptor CannotBeTracked = new(
        "GT0004", "This class cannot be tracked", "'{0}' cannot be tracked because {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "A tracked class is an ordinary class: not generic, static, a record or file-local, and not derived from another tracked class.", Page("GT0004"));

    /// <summary>GT0005.</summary>
    public static readonly DiagnosticDescriptor NoSlot = new(
        "GT0005", "Values of this type cannot be stored in an attribute",
        "'{0}' cannot be a tracked attribute because its type '{1}' is {2}, which no field can hold for other threads; use an ordinary type",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, "An attribute is a field that any thread may read.", Page("GT0005"));

    /// <summary>GT0006.</summary>
    public static readonly DiagnosticDescriptor OptionDoesNotFit = new(
        "GT0006", "This option does not fit", "'{0}' of '{1}' does not fit because {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, "The option was left out.", Page("GT0006"));

    /// <summary>GT0007.</summary>
    public static readonly DiagnosticDescriptor NameTaken = new(
        "GT0007", "A name that would be generated is taken", "'{0}' would be generated for '{1}', but that name is taken; rename one of them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, "The generated member was left out.", Page("GT0007"));

    /// <summary>GT0008.</summary>
    public static readonly DiagnosticDescriptor CannotOpen = new(
        "GT0008", "The constructor cannot open a child", "'{0}' cannot be opened because {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, "A constructor's parameters become those of FindOrOpenAsync and are kept for restarts.",
        Page("GT0008"));

    /// <summary>GT0009. Only analyzers report it, as they do all warnings: a warning does not keep the compiler from running analyzers.</summary>
    public static readonly DiagnosticDescriptor DuplicateName = new(
        "GT0009", "Two trackers have the same name",
        "'{0}' is the name of more than one tracker, so that they share their options and cannot be told apart in logs; give each a name of its own",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, "A tracker's name is that of its options, in logs and in metrics.", Page("GT0009"),
        WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>GT0010.</summary>
    public static readonly DiagnosticDescriptor LanguageTooOld = new(
        "GT0010", "GenTracker needs C# 13 or later",
        "'{0}' cannot be tracked because the project uses C# {1}, which has no partial properties; set <LangVersion> to 13 or later",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, "Nothing is generated.", Page("GT0010"));

    /// <summary>GT0011. Only analyzers report it, as they do all warnings: a warning does not keep the compiler from running analyzers.</summary>
    public static readonly DiagnosticDescriptor KeyWithoutEquality = new(
        "GT0011", "The key type has no value equality",
        "Keys of type '{0}' are equal only where they are the same object, so that nobody finds a child of '{1}' by an equal key; use a type that overrides "
            + "Equals, a record for example",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Children are found by keys that are equal.", Page("GT0011"));

    /// <summary>GT0012. Only analyzers report it, as they do all warnings: a warning does not keep the compiler from running analyzers.</summary>
    public static readonly DiagnosticDescriptor NullStart = new(
        "GT0012", "A non-nullable attribute starts as null",
        "'{0}' is not nullable and is null until it is set; give a Default, set it in every constructor, or make it nullable",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Attributes are readable from the first moment.", Page("GT0012"));

    /// <summary>GT0013.</summary>
    public static readonly DiagnosticDescriptor IndexOrMetricDoesNotFit = new(
        "GT0013", "This index, metric or unit does not fit", "'{0}' of '{1}' does not fit because {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, "The option was left out.", Page("GT0013"));

    /// <summary>GT0014.</summary>
    public static readonly DiagnosticDescriptor DeclaredMemberDoesNotFit = new(
        "GT0014", "A member that is declared by hand does not fit", "'{0}' does not fit what is generated for '{1}' because {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "A property of the record of attributes, and 'Key', 'Incarnation' and 'Completion', may be declared by hand, for other generators to see them.",
        Page("GT0014"));

    /// <summary>GT0015. Only analyzers report it, as they do all warnings: a warning does not keep the compiler from running analyzers.</summary>
    public static readonly DiagnosticDescriptor MarkedDefault = new(
        "GT0015", "The member that gives a first value warns those who use it",
        "Each new child uses '{0}', which is marked [{1}], and generated code warns nobody; set '{2}' in the constructor instead, or mark the class too",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, "The member is named as a text, so the compiler may not see its use.",
        Page("GT0015"));

    /// <summary>GT0099.</summary>
    public static readonly DiagnosticDescriptor InternalError = new(
        "GT0099", "Internal error in the generator", "Nothing was generated for '{0}' because of an internal error, {1}: {2}; please report it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, "Other classes are generated all the same.", Page("GT0099"));

    /// <summary>The rules that the generator and the analyzers report.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> Declarations =
    [
        NotPartial, NotAPartialDefinition, OutsideTracker, CannotBeTracked, NoSlot, OptionDoesNotFit, NameTaken, CannotOpen, LanguageTooOld,
        IndexOrMetricDoesNotFit, DeclaredMemberDoesNotFit,
    ];

    private static string Page(string id) => $"https://github.com/gentracker/gentracker/blob/main/docs/rules/{id}.md";
}
