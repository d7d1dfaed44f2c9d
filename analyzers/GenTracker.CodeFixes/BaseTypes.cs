using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CodeFixes;

/// <summary>Writes the list of base types.</summary>
internal static class BaseTypes
{
    /// <summary>Adds an interface behind the others.</summary>
    public static TypeDeclarationSyntax Add(TypeDeclarationSyntax declaration, TypeSyntax type)
    {
        SimpleBaseTypeSyntax added = SyntaxFactory.SimpleBaseType(type.WithoutTrivia());
        if (declaration.BaseList is { } list)
        {
            BaseTypeSyntax last = list.Types.Last();
            SeparatedSyntaxList<BaseTypeSyntax> types = list.Types.Replace(last, last.WithTrailingTrivia());
            SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
            return (TypeDeclarationSyntax)declaration.WithBaseList(list.WithTypes(SyntaxFactory.SeparatedList(
                types.Add(added.WithTrailingTrivia(last.GetTrailingTrivia())), [.. types.GetSeparators(), comma])));
        }

        SyntaxToken before = (declaration.ParameterList ?? (SyntaxNode?)declaration.TypeParameterList)?.GetLastToken() ?? declaration.Identifier;
        SyntaxToken colon = SyntaxFactory.Token([SyntaxFactory.Space], SyntaxKind.ColonToken, [SyntaxFactory.Space]);
        return (TypeDeclarationSyntax)declaration
            .ReplaceToken(before, before.WithTrailingTrivia())
            .WithBaseList(SyntaxFactory.BaseList(colon, [added.WithTrailingTrivia(before.TrailingTrivia)]));
    }
}
