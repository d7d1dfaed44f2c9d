using System.Linq;
using GenTracker.CodeFixes;
using GenTracker.Orleans.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>Writes the attributes of clustered classes.</summary>
internal static class AttributeNames
{
    /// <summary>Creates the name of an attribute of Orleans.</summary>
    public static NameSyntax CreateOrleans(string name, SemanticModel model, int position) => ShortNames.Create("Orleans", name, model, position);

    /// <summary>Creates the name of an attribute of this package.</summary>
    public static NameSyntax CreateOwn(string name, SemanticModel model, int position) =>
        ShortNames.Create(ClusterSymbols.Namespace, name, model, position);

    /// <summary>Adds an attribute to the list of another one, unless it is there.</summary>
    /// <param name="list">The list.</param>
    /// <param name="index">Where to add it.</param>
    /// <param name="name">The name of the attribute.</param>
    public static AttributeListSyntax Insert(AttributeListSyntax list, int index, NameSyntax name)
    {
        if (list.Attributes.Any(attribute => SyntaxFactory.AreEquivalent(attribute.Name, name))) return list;
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return list.WithAttributes(SyntaxFactory.SeparatedList(
            list.Attributes.Insert(index, SyntaxFactory.Attribute(name)), [.. list.Attributes.GetSeparators(), comma]));
    }
}
