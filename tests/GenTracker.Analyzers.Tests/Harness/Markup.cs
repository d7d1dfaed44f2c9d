using System.Text;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Markup in source text: <c>class {|GT0001:Stream|};</c> for a diagnostic.</summary>
internal static class Markup
{
    private const string Open = "{|";
    private const string Close = "|}";

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
}
