using System;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes.Refactorings;

/// <summary>Adds <c>using GenTracker</c> to a file.</summary>
internal static class UsingDirectives
{
    private const string Namespace = "GenTracker";

    /// <summary>Adds the directive beside the others of the file, in the order of the alphabet, unless the namespace is in scope.</summary>
    public static void Add(SyntaxEditor edits, SyntaxNode declaration, SemanticModel model, SyntaxTrivia lineEnd)
    {
        if (model.LookupNamespacesAndTypes(declaration.SpanStart, name: "ITrackedChild")
            .Any(static type => (type as ITypeSymbol).Is(Namespace, "ITrackedChild")))
        {
            return;
        }

        UsingDirectiveSyntax added = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(Namespace))
            .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithTrailingTrivia(lineEnd);
        UsingDirectiveSyntax[] others = [.. FindDirectives(declaration)];
        if (others.Length == 0)
        {
            var unit = (CompilationUnitSyntax)declaration.SyntaxTree.GetRoot();
            SyntaxToken first = unit.GetFirstToken();
            SyntaxTrivia[] header = [.. first.LeadingTrivia.TakeWhile(static trivia => !trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))];
            edits.ReplaceNode(unit, (current, _) =>
            {
                var root = (CompilationUnitSyntax)current;
                SyntaxToken start = root.GetFirstToken();
                root = root.ReplaceToken(start, start.WithLeadingTrivia(start.LeadingTrivia.Skip(header.Length).Prepend(lineEnd)));
                return root.WithUsings([added.WithLeadingTrivia(header)]);
            });
            return;
        }

        int index = Array.FindIndex(others, IsAfter) is var found and >= 0 ? found : others.Length;
        added = added.WithLeadingTrivia(index == 0 ? others[0].GetLeadingTrivia() : TextLayout.Indentation(others[0]));
        edits.ReplaceNode(others[0].Parent!, (current, _) =>
        {
            SyntaxList<UsingDirectiveSyntax> own = current is CompilationUnitSyntax root ? root.Usings : ((BaseNamespaceDeclarationSyntax)current).Usings;
            own = index == 0 ? own.Replace(own[0], own[0].WithLeadingTrivia(TextLayout.Indentation(own[0]))) : own;
            own = own.Insert(index, added);
            return current is CompilationUnitSyntax unit ? unit.WithUsings(own) : ((BaseNamespaceDeclarationSyntax)current).WithUsings(own);
        });
    }

    /// <summary>The directives of the file, or those of the namespace if the file has none.</summary>
    private static SyntaxList<UsingDirectiveSyntax> FindDirectives(SyntaxNode declaration)
    {
        SyntaxList<UsingDirectiveSyntax> own = ((CompilationUnitSyntax)declaration.SyntaxTree.GetRoot()).Usings;
        return own.Count > 0 ? own : declaration.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Usings ?? default;
    }

    private static bool IsAfter(UsingDirectiveSyntax other)
    {
        string name = other.NamespaceOrType.ToString();
        bool isOfSystem = name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
        return other.StaticKeyword.IsKind(SyntaxKind.StaticKeyword)
            || other.Alias is not null
            || (!isOfSystem && string.CompareOrdinal(name, Namespace) > 0);
    }
}
