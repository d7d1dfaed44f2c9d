using GenTracker.Generators.Diagnostics;
using GenTracker.Tests.Shared;

namespace GenTracker.Analyzers.Tests.RulePages;

/// <summary>The pages of docs/rules match the rules, and their examples are true.</summary>
public class RulePageTests
{
    private static readonly string[] Prose = ["Cause", "Why it matters", "How to fix it"];
    private static readonly string[] Examples = ["Violates", "Fixed", "Does not violate"];

    public static TheoryData<string> Ids => [.. Descriptors.Select(rule => rule.Id)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors { get; } =
    [
        .. Components.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Concat(Components.RulesOfGenerator)
            .Distinct()
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>What the rules of clustered classes begin with: GenTracker.Orleans has them, and tests of its own.</summary>
    private const string OfClusters = "GT3";

    [Fact]
    public void Every_rule_has_a_page_and_every_page_has_a_rule()
    {
        Assert.Equal(
            Descriptors.Select(rule => rule.Id),
            Directory.GetFiles(RulePage.Folder, "GT*.md")
                .Select(Path.GetFileNameWithoutExtension)
                .Where(static page => !page!.StartsWith(OfClusters, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_rules_matches_the_descriptors()
    {
        string[] rows =
        [
            .. File.ReadAllLines(Path.Combine(RulePage.Folder, "README.md")).Where(static line =>
                line.StartsWith("| [GT", StringComparison.Ordinal) && !line.StartsWith("| [" + OfClusters, StringComparison.Ordinal)),
        ];

        string[] expected =
        [
            .. Descriptors.Select(rule =>
                $"| [{rule.Id}]({rule.Id}.md) | {Severity(rule)} | {rule.Title} | {(HasFix(rule.Id) ? "yes" : "no")} | {RuleCases.CountFor(rule.Id)} |"),
        ];
        Assert.True(rows.SequenceEqual(expected), "The table should be:\n" + string.Join('\n', expected));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_matches_its_descriptor_which_links_to_it(string id)
    {
        DiagnosticDescriptor rule = Descriptors.Single(rule => rule.Id == id);

        RulePage page = RulePage.Read(id);

        Assert.Equal($"# {id}: {rule.Title}", page.Title);
        Assert.Equal(Severity(rule), page.Severity);
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.Equal([.. Prose, .. HasExamples(id) ? Examples : [], "When to suppress"], page.Sections);
        Assert.All(page.Sections, section => Assert.True(page.HasText(section), $"'{section}' is empty."));
        Assert.All(HasExamples(id) ? Examples : [], section => Assert.NotEmpty(page.Blocks(section)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_says_what_the_fix_does_or_why_there_is_none(string id)
    {
        string fix = RulePage.Read(id).Fix;

        Assert.StartsWith(HasFix(id) ? "yes" : "no: ", fix, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Violations_on_a_page_are_reported_and_nothing_else_is(string id)
    {
        foreach ((string code, LanguageVersion language) in RulePage.Read(id).Blocks("Violates"))
        {
            Analysis analysis = (await Analysis.RunAsync(TestProject.Create(code, language))).AssertGeneratorAndAnalyzersAgree();

            string annotated = await analysis.AnnotateAsync();
            Assert.True(analysis.FromRules.Select(found => found.Id).Distinct().SequenceEqual([id]), annotated);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Fixed_code_on_a_page_is_the_result_of_the_fix(string id)
    {
        RulePage page = RulePage.Read(id);
        IReadOnlyList<(string Code, LanguageVersion Language)> wrong = page.Blocks("Violates");
        IReadOnlyList<(string Code, LanguageVersion Language)> fixedSource = page.Blocks("Fixed");
        Assert.Equal(wrong.Count, fixedSource.Count);

        for (int i = 0; i < fixedSource.Count; i++)
        {
            Project project = TestProject.Create(fixedSource[i].Code, fixedSource[i].Language);
            await (await Analysis.RunAsync(project)).AssertCleanAsync();
            if (HasFix(id))
            {
                Project mended = await Verify.Fixes.FixOneByOneAsync(TestProject.Create(wrong[i].Code, wrong[i].Language));
                Assert.Equal(fixedSource[i].Code, await FixRunner.TextAsync(mended));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Allowed_code_on_a_page_is_not_reported(string id)
    {
        foreach ((string code, LanguageVersion language) in RulePage.Read(id).Blocks("Does not violate"))
        {
            await (await Analysis.RunAsync(TestProject.Create(code, language))).AssertCleanAsync();
        }
    }

    private static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity.ToString().ToLowerInvariant();

    private static bool HasFix(string id) => Components.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));

    /// <summary>No code is known that makes the generator fail.</summary>
    private static bool HasExamples(string id) => id != DiagnosticDescriptors.InternalError.Id;
}
