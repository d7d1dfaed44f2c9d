using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Generators.Tests.Harness;

/// <summary>A source in which <c>{|GT0001:Name|}</c> marks the place of an expected diagnostic.</summary>
internal sealed partial class Markup
{
    private Markup(string source, IReadOnlyList<(string Id, TextSpan Span)> expected) => (Source, Expected) = (source, expected);

    /// <summary>The source without its marks.</summary>
    public string Source { get; }

    /// <summary>The expected diagnostics.</summary>
    public IReadOnlyList<(string Id, TextSpan Span)> Expected { get; }

    public static Markup Parse(string text)
    {
        List<(string, TextSpan)> expected = [];
        while (Mark().Match(text) is { Success: true } mark)
        {
            string marked = mark.Groups[2].Value;
            foreach (string id in mark.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)) expected.Add((id, new TextSpan(mark.Index, marked.Length)));
            text = string.Concat(text.AsSpan(0, mark.Index), marked, text.AsSpan(mark.Index + mark.Length));
        }

        return new(text, expected);
    }

    [GeneratedRegex(@"\{\|([A-Z0-9, ]+):(.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
