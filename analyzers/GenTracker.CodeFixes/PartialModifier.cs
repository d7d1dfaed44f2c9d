using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes;

/// <summary>Adds the modifier <c>partial</c> if it is missing.</summary>
internal static class PartialModifier
{
    /// <summary>Makes a type and all types around it partial, in all their files.</summary>
    public static async Task AddToTypeAndTypesAroundAsync(SolutionEditor editor, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            foreach (SyntaxReference part in around.DeclaringSyntaxReferences)
            {
                // The user cannot edit generated files.
                if (editor.OriginalSolution.GetDocument(part.SyntaxTree) is { } document and not SourceGeneratedDocument)
                {
                    DocumentEditor edits = await editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
                    edits.ReplaceNode(
                        await part.GetSyntaxAsync(cancellationToken).ConfigureAwait(false),
                        (current, _) => Add((MemberDeclarationSyntax)current));
                }
            }
        }
    }

    /// <summary>Adds the modifier in the last place, as C# requires. A partial declaration stays unchanged.</summary>
    public static TDeclaration Add<TDeclaration>(TDeclaration declaration)
        where TDeclaration : MemberDeclarationSyntax
    {
        if (declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return declaration;
        }

        // The modifier takes the trivia of the next token: comments and indentation, or the end of an #if around the other modifiers.
        SyntaxToken next = declaration is TypeDeclarationSyntax type ? type.Keyword : ((BasePropertyDeclarationSyntax)(object)declaration).Type.GetFirstToken();
        declaration = declaration.ReplaceToken(next, next.WithLeadingTrivia());
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithLeadingTrivia(next.LeadingTrivia).WithTrailingTrivia(SyntaxFactory.Space);
        return (TDeclaration)declaration.WithModifiers(declaration.Modifiers.Add(partial));
    }
}
