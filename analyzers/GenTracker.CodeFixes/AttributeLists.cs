using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CodeFixes;

/// <summary>Writes attributes.</summary>
internal static class AttributeLists
{
    /// <summary>Marks the attribute that was added, if it is added to a type more than once.</summary>
    private static readonly SyntaxAnnotation Added = new();

    /// <summary>Adds an attribute to a type on a line of its own, below the comments, with the indentation of the type.</summary>
    public static TDeclaration AddAbove<TDeclaration>(TDeclaration declaration, NameSyntax name, SyntaxTrivia lineEnd)
        where TDeclaration : TypeDeclarationSyntax
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
        return (TDeclaration)declaration.WithAttributeLists(declaration.AttributeLists.Insert(0, added));
    }

    /// <summary>Adds an attribute to a parameter or a member on its line, before what stands there.</summary>
    public static SyntaxNode AddBefore(SyntaxNode declaration, AttributeListSyntax list)
    {
        list = list.WithLeadingTrivia(declaration.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space);
        return declaration.WithLeadingTrivia() switch
        {
            ParameterSyntax parameter => parameter.WithAttributeLists(parameter.AttributeLists.Insert(0, list)),
            var member => ((MemberDeclarationSyntax)member).WithAttributeLists(((MemberDeclarationSyntax)member).AttributeLists.Insert(0, list)),
        };
    }
}
