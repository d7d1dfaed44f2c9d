using System.Collections.Generic;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using Xunit;

namespace GenTracker.Soak;

/// <summary>The soak's arithmetic can fail: a history that was falsified in one place is noticed, and the place is named.</summary>
public class ChecksTests
{
    private static readonly Dictionary<string, Snapshot> Falsified = new()
    {
        ["Count is"] = Honest with { Count = 4 },
        ["Total is"] = Honest with { Total = 6 },
        ["Busy is"] = Honest with { Busy = 0 },
        ["Lasting is"] = Honest with { Lasting = 9 },
        ["Seats is"] = Honest with { Seats = 2 },
        ["Peak is"] = Honest with { Peak = 8 },
        ["Stamp is"] = Honest with { Stamp = Wide.Of(2) },
        ["Title is"] = Honest with { Title = Snapshot.NoTitle },
    };

    public static TheoryData<string> Places => [.. Falsified.Keys];

    private static Snapshot Honest => new(Count: 5, ByKey: 0, Busy: 1, Total: 5, Lasting: 8, Seats: 1, Peak: 7, Stamp: Wide.Of(1), Title: Tallies.TitleOf(1));

    [Fact]
    public void Values_that_are_what_was_reported_are_right() => Assert.Null(Reported().FindWrong(Honest, lasting: 7));

    [Theory]
    [MemberData(nameof(Places))]
    public void One_value_that_is_not_what_was_reported_is_noticed(string place) =>
        Assert.StartsWith(place, Reported().FindWrong(Falsified[place], lasting: 7));

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
        Assert.False((Wide.Of(1) with { Shifted = Wide.Of(2).Shifted }).IsWhole);

    [Fact]
    public void A_promise_that_is_broken_after_a_hundred_breaks_of_another_is_told_all_the_same()
    {
        var findings = new Findings(seed: 1);

        for (int child = 0; child < 100; child++)
            findings.Violation($"#{child}: a child has ended twice");
        findings.Violation("a rare thing has happened");

        Assert.Contains("a rare thing has happened", findings.Report());
        Assert.DoesNotContain("#99: a child has ended twice", findings.Report());
    }

    private static Tallies Reported()
    {
        var tallies = new Tallies();
        tallies.Counted(5);
        tallies.CountedTotal(5);
        tallies.CountedBusy(1);
        tallies.CountedLasting(1);
        tallies.TookSeat();
        tallies.Raised(7);
        tallies.WroteStamp(1);
        tallies.WroteTitle(1);
        return tallies;
    }
}
