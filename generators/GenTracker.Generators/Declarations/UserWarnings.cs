using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>Tells which attributes of a declaration say something to those who use it.</summary>
internal static class UserWarnings
{
    private const string Analysis = "System.Diagnostics.CodeAnalysis";

    /// <summary>Whether an attribute says something to those who use the declaration.</summary>
    public static bool WarnsUsers(AttributeData attribute) => attribute.AttributeClass is { } declared
        && (declared.Is("System", "ObsoleteAttribute")
            || declared.Is("System", "CLSCompliantAttribute")
            || declared.Is("System.ComponentModel", "EditorBrowsableAttribute")
            || declared.Is(Analysis, "ExperimentalAttribute")
            || declared.Is("System.Runtime.Versioning", "SupportedOSPlatformAttribute")
            || declared.Is("System.Runtime.Versioning", "UnsupportedOSPlatformAttribute")
            || declared.Is("System.Runtime.Versioning", "ObsoletedOSPlatformAttribute")
            || declared.Is("System.Runtime.Versioning", "RequiresPreviewFeaturesAttribute"));

    /// <summary>Whether an attribute says that trimming, ahead-of-time compilation or a single file may break the code.</summary>
    public static bool IsRequirement(AttributeData attribute) =>
        IsOfAnalysis(attribute, "RequiresUnreferencedCodeAttribute", "RequiresDynamicCodeAttribute", "RequiresAssemblyFilesAttribute");

    /// <summary>Whether an attribute belongs to the analysis of code, and has one of these names.</summary>
    public static bool IsOfAnalysis(AttributeData attribute, params string[] names) =>
        attribute.AttributeClass is { } declared && names.Contains(declared.Name) && declared.Is(Analysis, declared.Name);

    /// <summary>The attributes that the reader of a member sees: its own, and those of a property's getter. None of null.</summary>
    public static IEnumerable<AttributeData> Of(ISymbol? member) => member switch
    {
        null => [],
        IPropertySymbol { GetMethod: { } getter } => member.GetAttributes().Concat(getter.GetAttributes()),
        _ => member.GetAttributes(),
    };
}
