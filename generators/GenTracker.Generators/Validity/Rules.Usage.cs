using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Validity;

/// <summary>The rules of how trackers and children are used. Only the analyzers report them: such code compiles.</summary>
internal static partial class Rules
{
    private const string UsageCategory = "GenTracker.Usage";

    /// <summary>GT1001.</summary>
    public static readonly DiagnosticDescriptor ReadModifyWrite = new(
        "GT1001", "An attribute is read and written back, which is not atomic", "'{0}' is read and then written back, so that what others write in between is lost; use '{1}', which is atomic",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Every numeric attribute has generated members that change it in one step.", Page("GT1001"));
}
