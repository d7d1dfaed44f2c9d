using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Analyzers.Tests.RulePages;

/// <summary>The pages of docs/rules say what is true: their examples are run.</summary>
public class RulePageTests
{
    private static readonly string[] Prose = ["Cause", "Why it matters", "How to fix it"];
    private static readonly string[] Examples = ["Violates", "Fixed", "Does not violate"];

    /// <summary>All rules.</summary>
    public static TheoryData<string> Ids => [.. Descriptors.Select(rule => rule.Id)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors { get; } =
    [
        .. Components.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Concat(Rules.OfDeclarations).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule()
    {
        Assert.Equal(
            Descriptors.Select(rule => rule.Id),
            Directory.GetFiles(RulePage.Folder, "GT*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_rules_is_that_of_the_descriptors()
    {
        string[] rows =
        [
            .. File.ReadAllLines(Path.Combine(RulePage.Folder, "README.md")).Where(line => line.StartsWith("| [GT", StringComparison.Ordinal)),
        ];

        string[] expected =
        [
            .. Descriptors.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {Severity(rule)} | {rule.Title} | {(HasFix(rule.Id) ? "yes" : "no")} | {RuleCases.Of(rule.Id)} |"),
        ];
        Assert.True(rows.SequenceEqual(expected), "The table should be:\n" + string.Join('\n', expected));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_says_what_the_descriptor_says_and_the_descriptor_leads_to_it(string id)
    {
        DiagnosticDescriptor rule = Descriptors.Single(rule => rule.Id == id);

        RulePage page = RulePage.Read(id);

        Assert.Equal($"# {id}: {rule.Title}", page.Title);
        Assert.Equal(Severity(rule), page.Severity);
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.Equal([.. Prose, .. HasExamples(id) ? Examples : [], "When to suppress"], page.Sections);
        Assert.All(page.Sections, section => Assert.True(page.HasText(section), $"'{section}' says nothing."));
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
    public async Task What_violates_a_rule_is_found_and_nothing_else_is(string id)
    {
        foreach ((string code, LanguageVersion language) in RulePage.Read(id).Blocks("Violates"))
        {
            Analysis analysis = (await Analysis.OfAsync(TestProject.Of(code, language))).GeneratorAndAnalyzersAgree();

            string annotated = await analysis.AnnotatedAsync();
            Assert.True(analysis.FromAnalyzers.Select(found => found.Id).Distinct().SequenceEqual([id]), annotated);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_is_fixed_is_what_the_fix_makes_and_is_clean(string id)
    {
        RulePage page = RulePage.Read(id);
        IReadOnlyList<(string Code, LanguageVersion Language)> wrong = page.Blocks("Violates");
        IReadOnlyList<(string Code, LanguageVersion Language)> cured = page.Blocks("Fixed");
        Assert.Equal(wrong.Count, cured.Count);

        for (int i = 0; i < cured.Count; i++)
        {
            Project project = TestProject.Of(cured[i].Code, cured[i].Language);
            await (await Analysis.OfAsync(project)).IsCleanAsync();
            if (HasFix(id))
            {
                Assert.Equal(cured[i].Code, await Verify.TextAsync(await Verify.FixOneByOneAsync(TestProject.Of(wrong[i].Code, wrong[i].Language))));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_does_not_violate_a_rule_is_clean(string id)
    {
        foreach ((string code, LanguageVersion language) in RulePage.Read(id).Blocks("Does not violate"))
        {
            await (await Analysis.OfAsync(TestProject.Of(code, language))).IsCleanAsync();
        }
    }

    private static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity.ToString().ToLowerInvariant();

    private static bool HasFix(string id) => Components.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));

    /// <summary>No code is known that makes the generator fail, or it would have been mended.</summary>
    private static bool HasExamples(string id) => id != Rules.InternalError.Id;
}
