using System.Text.RegularExpressions;
using GenTracker.Analyzers.Tests.RulePages;
using GenTracker.Tests.Shared;

namespace GenTracker.Analyzers.Tests.Documents;

/// <summary>The code in the documents compiles in a user's project, and violates no rule.</summary>
public partial class DocumentTests
{
    /// <summary>
    /// Pages with code that is wrong on purpose, which <see cref="RulePageTests"/> and the tests of the package check, and the page of the cluster, whose code
    /// needs Orleans: <c>ClusterPageTests</c> compiles it.
    /// </summary>
    private static readonly Regex CheckedElsewhere = RulePages();

    private static readonly string[] Languages = ["csharp", "json", "mermaid", "sh", "text"];

    public static TheoryData<string> Pages => [.. MarkdownDocument.All.Select(static page => page.Path)];

    public static TheoryData<string> PagesWithCode =>
        [
            .. MarkdownDocument.All
                .Where(static page => page.Blocks.Any(static block => block.Language == "csharp") && !CheckedElsewhere.IsMatch(page.Path))
                .Select(static page => page.Path),
        ];

    /// <summary>Pages whose code is run: all recipes, and all pages with a check in their context file.</summary>
    public static TheoryData<string> PagesThatAreRun =>
    [
        .. MarkdownDocument.All.Select(static page => page.Path).Where(static page => page.StartsWith("docs/recipes/", StringComparison.Ordinal)
            || (File.Exists(DocumentedProject.ContextOf(page))
                && File.ReadAllText(DocumentedProject.ContextOf(page)).Contains("class Check", StringComparison.Ordinal))),
    ];

    [Theory]
    [MemberData(nameof(PagesWithCode))]
    public async Task Code_of_a_page_compiles_and_violates_no_rule(string page)
    {
        Analysis analysis = await Analysis.RunAsync(DocumentedProject.Create(Document(page)));

        Diagnostic[] found =
        [
            .. analysis.FromCompiler.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Concat(analysis.FromGenerator).Concat(analysis.FromAnalyzers).Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden),
        ];
        Assert.True(found.Length == 0, string.Join('\n', found.Select(static diagnostic => diagnostic.ToString())));
    }

    [Theory]
    [MemberData(nameof(PagesThatAreRun))]
    public async Task Code_of_a_page_does_what_the_page_says(string page)
    {
        Analysis analysis = await Analysis.RunAsync(DocumentedProject.Create(Document(page)));

        await PageProgram.Load(analysis.Output).CheckAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_code_block_names_its_language(string page) =>
        Assert.All(Document(page).Blocks, static block => Assert.True(
            Languages.Contains(block.Language), $"{block.Page}({block.Line}): '{block.Language}' is not one of {string.Join(", ", Languages)}."));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_into_the_repository_has_a_target(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(MarkdownDocument.Repository, page))!;
        IEnumerable<string> broken = Link().Matches(Document(page).Text).Select(static match => match.Groups[1].Value)
            .Where(static link => !link.Contains("://", StringComparison.Ordinal))
            .Where(link => !HasTarget(folder, page, link.Split('#')));

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_context_file_belongs_to_a_page() => Assert.Empty(
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

    private static bool HasTarget(string folder, string page, string[] link)
    {
        string target = link[0].Length == 0 ? Path.Combine(MarkdownDocument.Repository, page) : Path.GetFullPath(Path.Combine(folder, link[0]));
        if (link.Length == 1) return File.Exists(target) || Directory.Exists(target);
        return File.Exists(target) && Headline().Matches(File.ReadAllText(target)).Any(headline => Anchor(headline.Groups[1].Value) == link[1]);
    }

    /// <summary>Returns the anchor that GitHub makes from a headline.</summary>
    private static string Anchor(string headline) => NotInAnAnchor().Replace(headline.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^docs/(rules/(GT[0-9]+|in-a-build)|cluster)\.md$")]
    private static partial Regex RulePages();

    [GeneratedRegex(@"^docs/(rules|decisions)/(?!README)")]
    private static partial Regex DirectoriesWithAnIndex();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Headline();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnAnchor();
}
