using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.CodeFixes;

/// <summary>Finds comments and directives: a fix must not delete them with the code around them.</summary>
internal static class SignificantTrivia
{
    /// <summary>Looks between the first and the last token of a node.</summary>
    public static bool ExistsIn(SyntaxNode node) => ExistsIn(node, node.Span);

    /// <summary>Looks in a node, before it, and behind it on its last line.</summary>
    public static bool ExistsInOrAround(SyntaxNode node) => ExistsIn(node, node.FullSpan);

    /// <summary>Looks in the trivia of one token.</summary>
    public static bool ExistsIn(SyntaxTriviaList list) => list.Any(IsSignificant);

    /// <summary>Looks in a part of a node.</summary>
    public static bool ExistsIn(SyntaxNode node, TextSpan span) =>
        node.DescendantTrivia().Any(trivia => span.Contains(trivia.Span) && IsSignificant(trivia));

    private static bool IsSignificant(SyntaxTrivia trivia) => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
