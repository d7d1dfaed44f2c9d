using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes.Usage;

/// <summary>Names for locals that a fix declares.</summary>
internal static class UniqueNames
{
    /// <summary>Finds a name that nothing in the member has; not what earlier edits declare in it either.</summary>
    /// <param name="edits">The edits so far.</param>
    /// <param name="node">Where it will be declared.</param>
    /// <param name="name">The name that it should have.</param>
    /// <returns>The name, with a number where it is taken.</returns>
    public static string Find(SyntaxEditor edits, SyntaxNode node, string name)
    {
        SyntaxNode scope = node.FirstAncestorOrSelf<SyntaxNode>(static up => up is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();
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
