using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.CodeFixes;

/// <summary>Comments and directives: what a fix must not take away with the code that they stand in.</summary>
internal static class Remarks
{
    /// <summary>Whether there are any between a node's first and last token.</summary>
    /// <param name="node">The node.</param>
    /// <returns>True if there are.</returns>
    public static bool AreIn(SyntaxNode node) => AreWithin(node, node.Span);

    /// <summary>Whether there are any in a node, before it, or behind it on its last line.</summary>
    /// <param name="node">The node.</param>
    /// <returns>True if there are.</returns>
    public static bool AreInOrAround(SyntaxNode node) => AreWithin(node, node.FullSpan);

    /// <summary>Whether there are any among what stands between two tokens.</summary>
    /// <param name="between">What stands there.</param>
    /// <returns>True if there are.</returns>
    public static bool AreInTrivia(SyntaxTriviaList between) => between.Any(IsRemark);

    /// <summary>Whether there are any in a part of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="span">The part.</param>
    /// <returns>True if there are.</returns>
    public static bool AreWithin(SyntaxNode node, TextSpan span) => node.DescendantTrivia().Any(trivia => span.Contains(trivia.Span) && IsRemark(trivia));

    private static bool IsRemark(SyntaxTrivia trivia) => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
