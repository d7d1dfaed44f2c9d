using System;
using System.IO;
using System.Linq;
using GenTracker.Compare.Measuring;
using GenTracker.Compare.Rendering;
using Xunit;

namespace GenTracker.Costs.Tests;

/// <summary>Which figures are worse than the last ones.</summary>
public sealed class HistoryTests
{
    private static readonly HistoryEntry Last = new(new DateOnly(2026, 1, 1), "x, 2", "a/b", HistoryEntry.Ratio, new Spread(1, 0.9, 1.1, 9));

    [Fact]
    public void A_figure_is_worse_if_each_median_is_outside_of_the_other_ones_spread()
    {
        HistoryEntry now = Last with { Figure = new Spread(1.2, 1.15, 1.3, 9) };

        Assert.Equal((Last, now), Assert.Single(new History([Last]).FindWorse([now])));
    }

    [Theory]
    [InlineData(1.05, 1.04, 1.06)] // within the last spread
    [InlineData(1.2, 0.95, 1.5)] // the last median is within the new spread
    [InlineData(0.5, 0.4, 0.6)] // better
    public void A_figure_within_a_spread_is_not_worse(double median, double p10, double p90) =>
        Assert.Empty(new History([Last]).FindWorse([Last with { Figure = new Spread(median, p10, p90, 9) }]));

    [Theory]
    [InlineData(853.002, false)]
    [InlineData(870, true)]
    public void A_figure_without_a_spread_is_worse_from_a_hundredth_on(double bytes, bool isWorse)
    {
        HistoryEntry last = Last with { Kind = "B", Figure = new Spread(853.001, 853.001, 853.001, 1) };

        Assert.Equal(isWorse, (last with { Figure = new Spread(bytes, bytes, bytes, 1) }).IsWorseThan(last));
    }

    [Fact]
    public void A_figure_is_compared_with_the_last_one_of_its_kind_on_such_a_machine()
    {
        HistoryEntry now = Last with { Figure = new Spread(1.2, 1.15, 1.3, 9) };
        HistoryEntry similar = Last with { Figure = now.Figure };

        Assert.Empty(new History([Last, similar]).FindWorse([now]));
        Assert.Single(new History([similar, Last]).FindWorse([now]));
        Assert.Single(new History([Last, similar with { Machine = "y, 2" }, similar with { Id = "a/c" }, similar with { Kind = "ns" }]).FindWorse([now]));
    }

    [Fact]
    public void A_run_that_is_appended_is_read_again()
    {
        string path = Path.GetTempFileName();
        try
        {
            History.Append(path, [Last]);
            History.Append(path, [Last with { Id = "a/c" }]);

            HistoryEntry now = Last with { Id = "a/c", Figure = new Spread(1.2, 1.15, 1.3, 9) };
            Assert.Equal((Last with { Id = "a/c" }, now), Assert.Single(History.Read(path).FindWorse([now])));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_kept_history_has_the_figures_of_the_page()
    {
        Report report = Report.Read(Path.Combine(Repository.Root, Documents.Data));

        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, Documents.History));

        Assert.All(report.Results, result => Assert.Contains(lines, line => line.Contains($"\"{result.Id}\"", StringComparison.Ordinal)));
    }
}
