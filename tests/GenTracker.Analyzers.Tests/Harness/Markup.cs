using System.Text;
using System.Text.RegularExpressions;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>
/// Markup in source text: <c>class {|GT0001:Stream|};</c> for a diagnostic, and <c>{+partial +}class</c> and <c>{-static -}class</c> for what a fix
/// adds and removes.
/// </summary>
internal static partial class Markup
{
    private const string Open = "{|";
    private const string Close = "|}";

    /// <summary>The text before the fix, with markup for diagnostics.</summary>
    public static string Before(string text) => Removed().Replace(Added().Replace(text, ""), "$1");

    /// <summary>The text after the fix.</summary>
    public static string After(string text) => Strip(Added().Replace(Removed().Replace(text, ""), "$1"));

    /// <summary>Removes the markup for diagnostics.</summary>
    public static string Strip(string marked)
    {
        StringBuilder text = new();
        int at = 0;
        for (int open; (open = marked.IndexOf(Open, at, StringComparison.Ordinal)) >= 0;)
        {
            int colon = marked.IndexOf(':', open);
            text.Append(marked, at, open - at);
            at = colon + 1;
            int close = marked.IndexOf(Close, at, StringComparison.Ordinal);
            text.Append(Strip(marked[at..close]));
            at = close + Close.Length;
        }

        return text.Append(marked, at, marked.Length - at).ToString();
    }

    /// <summary>Adds markup for diagnostics.</summary>
    public static string Annotate(string text, IEnumerable<Diagnostic> diagnostics)
    {
        // From the last to the first, so that the earlier positions stay valid.
        foreach (Diagnostic diagnostic in diagnostics
            .OrderByDescending(found => found.Location.SourceSpan.Start)
            .ThenByDescending(found => found.Id, StringComparer.Ordinal))
        {
            Microsoft.CodeAnalysis.Text.TextSpan span = diagnostic.Location.SourceSpan;
            text = text.Insert(span.End, Close).Insert(span.Start, Open + diagnostic.Id + ":");
        }

        return text;
    }

    [GeneratedRegex(@"\{\+(.*?)\+\}", RegexOptions.Singleline)]
    private static partial Regex Added();

    [GeneratedRegex(@"\{-(.*?)-\}", RegexOptions.Singleline)]
    private static partial Regex Removed();
}
