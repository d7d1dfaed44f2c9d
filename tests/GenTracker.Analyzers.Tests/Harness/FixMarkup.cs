using System.Text.RegularExpressions;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Markup in source text: <c>{+partial +}class</c> and <c>{-static -}class</c> for what a fix adds and removes.</summary>
internal static partial class FixMarkup
{
    /// <summary>The text before the fix.</summary>
    public static string Before(string text) => Removed().Replace(Added().Replace(text, ""), "$1");

    /// <summary>The text after the fix.</summary>
    public static string After(string text) => Added().Replace(Removed().Replace(text, ""), "$1");

    [GeneratedRegex(@"\{\+(.*?)\+\}", RegexOptions.Singleline)]
    private static partial Regex Added();

    [GeneratedRegex(@"\{-(.*?)-\}", RegexOptions.Singleline)]
    private static partial Regex Removed();
}
