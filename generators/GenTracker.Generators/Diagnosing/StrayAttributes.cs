using GenTracker.Generators.Model;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Diagnosing;

/// <summary>Finds <c>[TrackedAttr]</c> outside of tracked classes.</summary>
internal static class StrayAttributes
{
    /// <summary>
    /// Whether a property may be one. Where <c>[Tracker]</c> stands right above, by name, the class's own check tells of it; so in a
    /// sound program no property is bound here, and this costs nothing at a key press.
    /// </summary>
    /// <param name="node">A node that carries an attribute.</param>
    /// <returns>True if it must be looked at.</returns>
    public static bool MayBe(SyntaxNode node)
    {
        if (node is not (PropertyDeclarationSyntax or IndexerDeclarationSyntax)) return false;
        if (node.Parent is not ClassDeclarationSyntax type) return true;
        foreach (AttributeListSyntax list in type.AttributeLists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                if (SimpleName(attribute.Name) is "Tracker" or "TrackerAttribute") return false;
            }
        }

        return true;
    }

    /// <summary>Checks a property.</summary>
    /// <param name="context">The property.</param>
    /// <returns>Its problems.</returns>
    public static EquatableArray<Problem> Check(GeneratorAttributeSyntaxContext context) =>
        context.TargetSymbol is IPropertySymbol property ? TrackerDeclaration.Check(property) : [];

    private static string SimpleName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
