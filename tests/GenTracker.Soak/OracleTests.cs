using System.Collections.Generic;
using GenTracker.Soak.Children;
using GenTracker.Soak.Oracles;
using Xunit;

namespace GenTracker.Soak;

/// <summary>The oracles can object: they notice values that are falsified in one place, and name the place.</summary>
public class OracleTests
{
    private static readonly Dictionary<string, ProbeChildAttrs> Falsified = new()
    {
        ["Count is"] = Right with { Count = 4 },
        ["Total is"] = Right with { Total = 6 },
        ["Busy is"] = Right with { Busy = 0 },
        ["Lasting is"] = Right with { Lasting = 9 },
        ["Seats is"] = Right with { Seats = 2 },
        ["Peak is"] = Right with { Peak = 8 },
        ["Stamp is"] = Right with { Stamp = FourWords.Of(2) },
        ["Title is"] = Right with { Title = ProbeChild.NoTitle },
    };

    public static TheoryData<string> Places => [.. Falsified.Keys];

    private static ProbeChildAttrs Right =>
        new() { Count = 5, Busy = 1, Total = 5, Lasting = 8, Seats = 1, Peak = 7, Stamp = FourWords.Of(1), Title = ExpectedValues.TitleOf(1) };

    [Fact]
    public void Values_that_are_what_was_reported_are_right() => Assert.Null(Reported().FindWrong(Right, lastingAtFirst: 7));

    [Theory]
    [MemberData(nameof(Places))]
    public void One_value_that_is_not_what_was_reported_is_noticed(string place) =>
        Assert.StartsWith(place, Reported().FindWrong(Falsified[place], lastingAtFirst: 7));

    [Fact]
    public void Only_a_value_that_lacks_what_was_reported_is_lost()
    {
        Assert.Null(Reported().FindLost(Right with { Count = 6 }, lastingAtFirst: 7));
        Assert.StartsWith("Seats is 0", Reported().FindLost(Right with { Seats = 0 }, lastingAtFirst: 7));
    }

    [Fact]
    public void A_heap_a_pool_or_a_process_that_has_grown_is_noticed()
    {
        var before = new Footprint(Heap: 10_000_000, PoolThreads: 64, ProcessThreads: 80);

        Assert.Null((before with { Heap = 10_500_000, PoolThreads = 70, ProcessThreads = 90 }).FindGrowth(before));
        Assert.Contains("heap", (before with { Heap = 20_000_000 }).FindGrowth(before));
        Assert.Contains("pool", (before with { PoolThreads = 200 }).FindGrowth(before));
        Assert.Contains("process", (before with { ProcessThreads = 200 }).FindGrowth(before));
    }

    [Fact]
    public void A_torn_value_is_none_that_was_written() =>
        Assert.False((FourWords.Of(1) with { Shifted = FourWords.Of(2).Shifted }).IsWhole);

    [Fact]
    public void A_promise_that_is_broken_after_a_hundred_breaks_of_another_is_reported()
    {
        var report = new SoakReport(seed: 1);

        for (int child = 0; child < 100; child++)
            report.Violation($"#{child}: a child has ended twice");
        report.Violation("a rare thing has happened");

        Assert.Contains("a rare thing has happened", $"{report}");
        Assert.DoesNotContain("#99: a child has ended twice", $"{report}");
    }

    private static ExpectedValues Reported()
    {
        var expected = new ExpectedValues();
        expected.Add(ProbeAttribute.Count, 5);
        expected.Add(ProbeAttribute.Total, 5);
        expected.Add(ProbeAttribute.Busy, 1);
        expected.Add(ProbeAttribute.Lasting, 1);
        expected.Add(ProbeAttribute.Seats, 1);
        expected.Raise(ProbeAttribute.Peak, 7);
        expected.Raise(ProbeAttribute.Stamp, 1);
        expected.Raise(ProbeAttribute.Title, 1);
        return expected;
    }
}
