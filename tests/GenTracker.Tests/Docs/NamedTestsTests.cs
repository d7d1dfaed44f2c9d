using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace GenTracker.Tests.Docs;

/// <summary>What the documentation says is tested is tested.</summary>
public sealed partial class NamedTestsTests
{
    private const int Promises = 19;
    private const int Defects = 24;

    private static readonly DocumentationPage PromisesPage = new("promises.md");
    private static readonly DocumentationPage ParityPage = new("coming-from-gen_tracker.md");

    public static TheoryData<string> Pages => ["promises.md", "coming-from-gen_tracker.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_test_that_a_page_names_exists_and_runs(string name)
    {
        var page = new DocumentationPage(name);

        IEnumerable<string?> faults = page.TestsIn(page.Text).Select(test => test.FindFault()).Where(fault => fault is not null);

        Assert.Empty(faults);
        Assert.Empty(page.LooseNames());
    }

    [Fact]
    public void Every_promise_names_tests()
    {
        // "## 4. Exactly one farewell" and all that follows up to the next headline.
        Dictionary<int, string> sections = Section().Matches(PromisesPage.Text)
            .ToDictionary(section => int.Parse(section.Groups["number"].Value, null), section => section.Value);

        Assert.Equal(Enumerable.Range(1, Promises), sections.Keys.Order());
        Assert.All(sections, section => Assert.True(PromisesPage.TestsIn(section.Value).Any(), $"Promise {section.Key} names no test."));
    }

    [Fact]
    public void Every_defect_names_tests_of_its_own()
    {
        var rows = DefectRow().Matches(ParityPage.Text).Select(row => (Number: int.Parse(row.Groups["number"].Value, null), Text: row.Value)).ToArray();

        Assert.Equal(Enumerable.Range(1, Defects), rows.Select(row => row.Number));
        Assert.All(rows, row =>
        {
            string[] names = [.. ParityPage.TestsIn(row.Text).Select(test => test.Name)];
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.StartsWith($"D{row.Number}_", name, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Every_test_of_parity_is_named()
    {
        IEnumerable<string> named = ParityPage.TestsIn(ParityPage.Text).Select(test => test.Name);
        IEnumerable<string> tests = typeof(NamedTestsTests).Assembly.GetTypes()
            .Where(type => type.Namespace == "GenTracker.Tests.Parity")
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .Select(method => method.Name);

        Assert.Equal(tests.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("No_such_test", "there is no such method")]
    [InlineData("Text", "there is no such method")]
    [InlineData("FindFolder", "it is no test")]
    public void A_name_that_is_no_test_is_found_out(string name, string fault) =>
        Assert.Contains(fault, new NamedTest(name, Beside("DocumentationPage.cs")).FindFault(), StringComparison.Ordinal);

    [Fact]
    public void A_test_in_another_file_is_found_out()
    {
        Assert.Contains("there is no file", new NamedTest("Any", Beside("NoSuchTests.cs")).FindFault(), StringComparison.Ordinal);
        Assert.Null(new NamedTest(nameof(A_test_in_another_file_is_found_out), Beside("NamedTestsTests.cs")).FindFault());
    }

    private static string Beside(string fileName, [CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, fileName);

    [GeneratedRegex(@"^## (?<number>\d+)\. .*\n(?:(?!## ).*\n?)*", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| D(?<number>\d+) \|.*$", RegexOptions.Multiline)]
    private static partial Regex DefectRow();
}
