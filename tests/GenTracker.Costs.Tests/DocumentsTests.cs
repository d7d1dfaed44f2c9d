using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using GenTracker.Compare.Measuring;
using GenTracker.Compare.Rendering;
using Xunit;

namespace GenTracker.Costs.Tests;

/// <summary>What the documents say of costs is what was measured.</summary>
public sealed class DocumentsTests
{
    private static readonly Report Kept = Report.Read(Path.Combine(Repository.Root, Documents.Data));

    public static TheoryData<string> Paths => [.. Documents.Render(Kept, Repository.Root).Select(document => document.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_document_is_what_the_results_make_of_it(string path)
    {
        string text = Documents.Render(Kept, Repository.Root).Single(document => document.Path == path).Text;

        string there = File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n");

        Assert.True(text == there, $"{path} is not what docs/performance/results.json makes of it: run benchmarks/compare/run.sh --render.");
    }

    [Fact]
    public void Every_chart_is_xml_and_stays_within_its_frame()
    {
        foreach ((string path, string text) in Documents.Render(Kept, Repository.Root)
            .Where(document => document.Path.EndsWith(".svg", StringComparison.Ordinal)))
        {
            XElement chart = XDocument.Parse(text).Root!;
            double width = (double)chart.Attribute("width")!;
            double height = (double)chart.Attribute("height")!;

            IEnumerable<XElement> outside = chart.Elements().Where(shape =>
                (double?)shape.Attribute("x") + ((double?)shape.Attribute("width") ?? 0) is { } right && (right < 0 || right > width)
                || (double?)shape.Attribute("y") + ((double?)shape.Attribute("height") ?? 0) is { } bottom && (bottom < 0 || bottom > height));

            Assert.True(!outside.Any(), $"{path}: {string.Join("\n", outside)}");
        }
    }

    [Fact]
    public void Everything_that_costs_more_than_the_alternative_is_said_to()
    {
        string page = new PerformancePage(Kept).Write();
        string worse = page[page.IndexOf("## What is worse", StringComparison.Ordinal)..page.IndexOf("## How it is measured", StringComparison.Ordinal)];

        int said = worse.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal));

        Assert.Equal(Kept.Results.Count(result => result.Ratio is { Median: > 1.05 }), said);
    }

    [Fact]
    public void Why_a_goal_is_missed_is_written_down_for_each_that_is()
    {
        string[] about =
        [
            .. File.ReadLines(Path.Combine(Repository.Root, "docs", "performance-why.md"))
                .Where(static line => line.StartsWith("About: ", StringComparison.Ordinal))
                .SelectMany(static line => line.Split('`').Where(static (_, index) => index % 2 == 1)),
        ];

        IEnumerable<string> missed = Kept.Results.Where(static result => result.IsReached == false).Select(static result => result.Id);

        Assert.DoesNotContain(missed, id => !about.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_missed_goal_is_told_as_missed()
    {
        Result missed =
            Kept.Results.First(result => result.Goal is not null) with { Id = "find/1k/dictionary", Goal = 0.5, Ratio = new Spread(0.6, 0.5, 0.7, 9) };

        string page = new PerformancePage(Kept with { Results = [missed] }).Write();

        Assert.Contains("| **0.60** [0.50..0.70] | 0.50 | **no** |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_library_has_a_row_with_its_times_and_what_it_does_not_do()
    {
        Result looked = Kept.Results.First(result => result.Ratio is not null) with
        {
            Id = "peer-lookup/100k/bitfaster",
            Unit = "ns",
            Theirs = "BitFaster 9",
            TheirCost = new Spread(80, 70, 90, 9),
            Ratio = new Spread(0.5, 0.25, 2, 9),
        };

        string page = new PerformancePage(Kept with { Results = [looked] }).Write();

        Assert.Contains("| BitFaster 9 | 80.0 ns, **2.0** [0.5..4.0] |", page, StringComparison.Ordinal);
        Assert.Contains("- BitFaster 9: evicts by itself", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_library_is_not_shown_without_what_it_does_not_do()
    {
        Result looked = Kept.Results.First(result => result.Ratio is not null) with { Id = "peer-lookup/100k/unknown" };

        Assert.Throws<KeyNotFoundException>(() => new PerformancePage(Kept with { Results = [looked] }).Write());
    }
}
