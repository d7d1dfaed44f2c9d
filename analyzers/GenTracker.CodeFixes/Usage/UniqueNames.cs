using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes.Usage;

/// <summary>Finds names for the locals that a fix declares.</summary>
internal static class UniqueNames
{
    /// <summary>Finds a name that nothing in the member has, earlier edits included. Appends a number if the name is taken.</summary>
    public static string Find(SyntaxEditor edits, SyntaxNode node, string name)
    {
        SyntaxNode scope = node
            .FirstAncestorOrSelf<SyntaxNode>(static up => up is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? node.SyntaxTree
            .GetRoot();
        edits.TrackNode(scope);
        SyntaxNode current = edits.GetChangedRoot().GetCurrentNode(scope) ?? scope;
        string fresh = name;
        for (int number = 2; current.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == fresh); number++)
        {
            fresh = name + number;
        }

        return fresh;
    }
}
