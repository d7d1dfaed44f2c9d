using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GenTracker.Orleans.Generators.Diagnostics;
using GenTracker.Orleans.Generators.Tests.Harness;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenTracker.Orleans.Generators.Tests;

/// <summary>The pages of the rules of clustered classes match the rules, and their examples are true.</summary>
public partial class RulePageTests
{
    /// <summary>What every project of the SDK imports.</summary>
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string Folder = Path.Combine(MarkdownDocument.Repository, "docs", "rules");

    private static readonly string[] Sections =
        ["Cause", "Why it matters", "How to fix it", "Violates", "Fixed", "Does not violate", "When to suppress"];

    public static TheoryData<string> Ids => [.. ClusterDescriptors.All.Select(static rule => rule.Id)];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_has_a_rule() => Assert.Equal(
        ClusterDescriptors.All.Select(static rule => rule.Id),
        Directory.GetFiles(Folder, "GT3*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_of_rules_matches_the_descriptors()
    {
        string[] rows = [.. File.ReadAllLines(Path.Combine(Folder, "README.md")).Where(static line => line.StartsWith("| [GT3", StringComparison.Ordinal))];

        string[] expected =
        [
            .. ClusterDescriptors.All.Select(static rule =>
                $"| [{rule.Id}]({rule.Id}.md) | {SeverityOf(rule)} | {rule.Title} | {(HasFix(rule.Id) ? "yes" : "no")} |"),
        ];
        Assert.True(rows.SequenceEqual(expected), "The table should be:\n" + string.Join('\n', expected));
    }

    [Fact]
    public void The_list_of_released_rules_matches_the_descriptors()
    {
        string list = Path.Combine(MarkdownDocument.Repository, "generators", "GenTracker.Orleans.Generators", "AnalyzerReleases.Unshipped.md");

        Assert.Equal(
            ClusterDescriptors.All.Select(static rule => $"{rule.Id}  | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"),
            File.ReadAllLines(list).Where(static line => line.StartsWith("GT", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_rule_is_reported_by_an_analyzer_or_by_the_generator_alone() => Assert.Equal(
        ["GT3007"],
        ClusterDescriptors.All.Except(Verify.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)).Select(static rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_matches_its_descriptor_which_links_to_it(string id)
    {
        DiagnosticDescriptor rule = ClusterDescriptors.All.Single(rule => rule.Id == id);

        string page = Read(id);

        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| Severity | {SeverityOf(rule)} |", page, StringComparison.Ordinal);
        Assert.Matches(HasFix(id) ? "(?m)^\\| Code fix \\| yes[:,] " : "(?m)^\\| Code fix \\| no: ", page);
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.Equal(Sections, Headings().Matches(page).Select(static heading => heading.Groups[1].Value));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Violations_on_a_page_are_reported_and_nothing_else_is(string id)
    {
        foreach (string code in Blocks(id, "Violates"))
            Assert.Equal([id], (await Verify.FindAsync(GlobalUsings, code)).Select(static found => found.Id).Distinct());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_pragma_silences_the_rule(string id)
    {
        foreach (string code in Blocks(id, "Violates")) Assert.Empty(await Verify.FindAsync(GlobalUsings, $"#pragma warning disable {id}\n{code}"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Other_code_on_a_page_compiles_and_is_not_reported(string id)
    {
        foreach (string code in Blocks(id, "Fixed").Concat(Blocks(id, "Does not violate")))
        {
            Generation.From(GlobalUsings, code);
            Assert.Empty(await Verify.FindAsync(GlobalUsings, code));
        }
    }

    private static string Read(string id) => File.ReadAllText(Path.Combine(Folder, id + ".md")).ReplaceLineEndings("\n");

    private static string[] Blocks(string id, string section)
    {
        string page = Read(id);
        int start = page.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        int end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        string[] blocks = [.. Block().Matches(page[start..end]).Select(static block => block.Groups[1].Value)];
        Assert.NotEmpty(blocks);
        return blocks;
    }

    private static bool HasFix(string id) => VerifyFix.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));

    private static string SeverityOf(DiagnosticDescriptor rule) => rule.DefaultSeverity.ToString().ToLowerInvariant();

    [GeneratedRegex("^## (.*)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
