using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CodeFixes;

/// <summary>Writes <c>[Tracker]</c> above a class.</summary>
internal static class TrackerAttributeSyntax
{
    /// <summary>Marks the attribute that was added, if it is added to a class more than once.</summary>
    private static readonly SyntaxAnnotation Added = new();

    /// <summary>Adds the attribute on a line of its own, below the comments, with the indentation of the class.</summary>
    public static ClassDeclarationSyntax AddTo(ClassDeclarationSyntax declaration, NameSyntax name, SyntaxTrivia lineEnd)
    {
        if (declaration.AttributeLists.Any(static list => list.HasAnnotation(Added)))
        {
            return declaration;
        }

        AttributeListSyntax added = SyntaxFactory.AttributeList([SyntaxFactory.Attribute(name)])
            .WithLeadingTrivia(declaration.GetLeadingTrivia())
            .WithTrailingTrivia(lineEnd)
            .WithAdditionalAnnotations(Added);
        declaration = declaration.WithLeadingTrivia(TextLayout.Indentation(declaration));
        return declaration.WithAttributeLists(declaration.AttributeLists.Insert(0, added));
    }
}
