using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Source text with the places of diagnostics marked in it: <c>class {|GT0001:Stream|};</c>.</summary>
internal static class Markup
{
    private const string Open = "{|";
    private const string Close = "|}";

    /// <summary>Takes the marks out.</summary>
    /// <param name="marked">The marked text.</param>
    /// <returns>The text that is compiled.</returns>
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

    /// <summary>Puts the marks in.</summary>
    /// <param name="text">The text that was compiled.</param>
    /// <param name="diagnostics">What was found in it.</param>
    /// <returns>The marked text.</returns>
    public static string Annotate(string text, IEnumerable<Diagnostic> diagnostics)
    {
        // Later places first, so that the earlier ones stay where they are.
        foreach (Diagnostic diagnostic in diagnostics.OrderByDescending(found => found.Location.SourceSpan.Start).ThenByDescending(found => found.Id, StringComparer.Ordinal))
        {
            Microsoft.CodeAnalysis.Text.TextSpan span = diagnostic.Location.SourceSpan;
            text = text.Insert(span.End, Close).Insert(span.Start, Open + diagnostic.Id + ":");
        }

        return text;
    }
}
