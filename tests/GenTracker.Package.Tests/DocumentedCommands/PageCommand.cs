using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>A command that a page asks its reader to type.</summary>
/// <param name="Page">The page's path within the repository.</param>
/// <param name="Text">The command, in one line and without its comment.</param>
internal sealed partial record PageCommand(string Page, string Text)
{
    /// <summary>The lines of the blocks that are for a shell, and the commands that stand in a sentence.</summary>
    public static IReadOnlyList<PageCommand> All { get; } =
    [
        .. MarkdownDocument.All.SelectMany(static page => InBlocks(page).Concat(InSentences(page)).Select(text => new PageCommand(page.Path, text))),
    ];

    /// <summary>A command that a test is about to run; fails where the page does not say it.</summary>
    /// <param name="page">The page's path within the repository.</param>
    /// <param name="text">The command.</param>
    /// <returns>The command.</returns>
    public static string On(string page, string text)
    {
        Assert.True(All.Contains(new PageCommand(page, text)), $"{page} does not say '{text}'.");
        return text;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Page}: {Text}";

    private static IEnumerable<string> InBlocks(MarkdownDocument page) =>
        page.Blocks.Where(static block => block.Language == "sh")
            .SelectMany(static block => Continuation().Replace(block.Text, " ").Split('\n'))
            .Select(static line => Comment().Replace(line, "").Trim())
            .Where(static line => line.Length > 0);

    private static IEnumerable<string> InSentences(MarkdownDocument page) =>
        InSentence().Matches(Block().Replace(page.Text, "")).Select(static match => match.Groups[1].Value);

    [GeneratedRegex(@" *\\\n *")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"(?:^|\s+)#\s.*$")]
    private static partial Regex Comment();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>Of four words at least: <c>dotnet build</c> and its like are names there.</summary>
    [GeneratedRegex("`((?:[A-Z_]+=[^` ]+ )*dotnet(?: [^` ]+){3,})`")]
    private static partial Regex InSentence();
}
