using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using GenTracker.Analyzers.Tests.RulePages;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenTracker.Analyzers.Tests.Documents;

/// <summary>What the documents show compiles in a user's project, and no rule has anything to say of it.</summary>
public partial class DocumentTests
{
    /// <summary>Pages of what is wrong: <see cref="RulePageTests"/> reads the rules', and the package's tests build what the last one shows.</summary>
    private static readonly Regex WrongOnPurpose = RulePages();

    private static readonly string[] Languages = ["csharp", "json", "mermaid", "sh", "text"];

    /// <summary>All pages.</summary>
    public static TheoryData<string> Pages => [.. MarkdownDocument.All.Select(static page => page.Path)];

    /// <summary>Pages with C#.</summary>
    public static TheoryData<string> PagesWithCode =>
        [.. MarkdownDocument.All.Where(static page => page.Blocks.Any(static block => block.Language == "csharp") && !WrongOnPurpose.IsMatch(page.Path)).Select(static page => page.Path)];

    /// <summary>Pages whose code is run: all recipes, and whatever else has a check among what it takes for granted.</summary>
    public static TheoryData<string> PagesThatAreRun =>
    [
        .. MarkdownDocument.All.Select(static page => page.Path).Where(static page => page.StartsWith("docs/recipes/", StringComparison.Ordinal)
            || (File.Exists(DocumentedProject.ContextOf(page)) && File.ReadAllText(DocumentedProject.ContextOf(page)).Contains("class Check", StringComparison.Ordinal))),
    ];

    [Theory]
    [MemberData(nameof(PagesWithCode))]
    public async Task What_a_page_shows_compiles_and_breaks_no_rule(string page)
    {
        Analysis analysis = await Analysis.OfAsync(DocumentedProject.Of(Document(page)));

        Diagnostic[] found =
        [
            .. analysis.FromCompiler.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Concat(analysis.FromGenerator).Concat(analysis.FromAnalyzers).Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden),
        ];
        Assert.True(found.Length == 0, string.Join('\n', found.Select(static diagnostic => diagnostic.ToString())));
    }

    [Theory]
    [MemberData(nameof(PagesThatAreRun))]
    public async Task What_a_page_shows_does_what_it_says(string page)
    {
        Analysis analysis = await Analysis.OfAsync(DocumentedProject.Of(Document(page)));

        await PageProgram.Load(analysis.Output).CheckAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_says_what_language_it_is_in(string page) =>
        Assert.All(Document(page).Blocks, static block => Assert.True(
            Languages.Contains(block.Language), $"{block.Page}({block.Line}): '{block.Language}' is none of {string.Join(", ", Languages)}."));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_into_the_repository_leads_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(MarkdownDocument.Repository, page))!;
        IEnumerable<string> broken = Link().Matches(Document(page).Text).Select(static match => match.Groups[1].Value)
            .Where(static link => !link.Contains("://", StringComparison.Ordinal))
            .Where(link => !LeadsSomewhere(folder, page, link.Split('#')));

        Assert.Empty(broken);
    }

    [Fact]
    public void Nothing_is_taken_for_granted_that_no_page_needs() => Assert.Empty(
        DocumentedProject.AllContexts.Except(PagesWithCode.Cast<object[]>().Select(static row => DocumentedProject.ContextOf((string)row[0]))));

    [Fact]
    public void The_index_names_every_page()
    {
        MarkdownDocument index = Document("docs/README.md");

        Assert.DoesNotContain(
            MarkdownDocument.All.Select(static page => page.Path),
            page => page.StartsWith("docs/", StringComparison.Ordinal) && page != index.Path && !DirectoriesWithAnIndex().IsMatch(page)
                && !index.Text.Contains($"({page["docs/".Length..]})", StringComparison.Ordinal));
    }

    private static MarkdownDocument Document(string path) => MarkdownDocument.All.Single(page => page.Path == path);

    private static bool LeadsSomewhere(string folder, string page, string[] link)
    {
        string target = link[0].Length == 0 ? Path.Combine(MarkdownDocument.Repository, page) : Path.GetFullPath(Path.Combine(folder, link[0]));
        if (link.Length == 1) return File.Exists(target) || Directory.Exists(target);
        return File.Exists(target) && Headline().Matches(File.ReadAllText(target)).Any(headline => Anchor(headline.Groups[1].Value) == link[1]);
    }

    /// <summary>What GitHub makes of a headline.</summary>
    private static string Anchor(string headline) => NoPartOfAnAnchor().Replace(headline.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^docs/rules/(GT[0-9]+|in-a-build)\.md$")]
    private static partial Regex RulePages();

    [GeneratedRegex(@"^docs/(rules|decisions)/(?!README)")]
    private static partial Regex DirectoriesWithAnIndex();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Headline();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoPartOfAnAnchor();
}
