using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.CodeFixes;

/// <summary>How a file is laid out. What a fix adds follows it; the formatter would follow the options of the editor instead.</summary>
internal static class TextLayout
{
    /// <summary>Returns the line end of the file around a node.</summary>
    public static SyntaxTrivia LineEnd(SyntaxNode node) => node.SyntaxTree.GetRoot()
        .DescendantTrivia()
        .FirstOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: (int)SyntaxKind.EndOfLineTrivia } found
            ? found
            : SyntaxFactory.LineFeed;

    /// <summary>Returns the white space before a node on its line. Empty if other code stands before it.</summary>
    public static SyntaxTriviaList Indentation(SyntaxNode node) =>
        node.GetLeadingTrivia() is { Count: > 0 } leading && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? [leading.Last()] : [];

    /// <summary>Returns the indentation of what stands in the node: that of the node, and one step more.</summary>
    public static SyntaxTriviaList InnerIndentation(SyntaxNode node)
    {
        string own = Indentation(node).ToFullString();
        string step = FindStep(node.SyntaxTree.GetRoot()) ?? (own.EndsWith("\t", System.StringComparison.Ordinal) ? "\t" : "    ");
        return [SyntaxFactory.Whitespace(own + step)];
    }

    /// <summary>Makes white space final that the formatter would replace.</summary>
    public static SyntaxNode WithoutElasticTrivia(SyntaxNode root) => root.ReplaceTrivia(
        root.GetAnnotatedTrivia(SyntaxAnnotation.ElasticAnnotation), static (trivia, _) => trivia.WithoutAnnotations(SyntaxAnnotation.ElasticAnnotation));

    /// <summary>Finds the smallest indentation of the file: one step.</summary>
    private static string? FindStep(SyntaxNode root) => root.DescendantNodes()
        .Select(static node => Indentation(node).ToFullString())
        .Where(static indentation => indentation.Length > 0)
        .OrderBy(static indentation => indentation.Length)
        .FirstOrDefault();
}
