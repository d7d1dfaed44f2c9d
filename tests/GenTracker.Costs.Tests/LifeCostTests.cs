using System;
using System.Threading.Tasks;
using GenTracker.Contenders;
using GenTracker.Contenders.ByHand;
using Xunit;

namespace GenTracker.Costs.Tests;

/// <summary>
/// What a child takes that does not depend on how fast the machine is. Against what is written by hand, measured in the same process, so that
/// another version of the runtime changes both. The bounds have a margin; how much it really is stands in docs/performance.md.
/// </summary>
[Collection(nameof(OneAtATime))]
public sealed class LifeCostTests
{
    // A number at which the table is at rest: while it moves to other cells, it has the former ones besides.
    private const int Children = 25_000;
    private const int Lives = 2_000;

    /// <summary>A life by hand allocates about a thousand bytes. Ours has restarts, budgets, an exit, and a completion on top.</summary>
    private const double MostAllocated = 1.26;

    private const double MostMemory = 1.25;

    [Fact]
    public async Task A_child_that_is_opened_and_stopped_allocates_no_more_than_so_many_times_what_one_by_hand_does()
    {
        await using LifeContenders contenders = await LifeContenders.AmongAsync(0);

        double ours = await Allocated.ByAsync(contenders.TrackerAsync, Lives);
        double byHand = await Allocated.ByAsync(contenders.OnThePoolAsync, Lives);

        AssertAtMost(MostAllocated, ours, byHand);
    }

    [Fact]
    public async Task A_child_that_is_opened_and_stopped_allocates_the_same_however_many_others_there_are()
    {
        await using LifeContenders alone = await LifeContenders.AmongAsync(0);
        await using LifeContenders crowd = await LifeContenders.AmongAsync(Children);

        double without = await Allocated.ByAsync(alone.TrackerAsync, Lives);
        double among = await Allocated.ByAsync(crowd.TrackerAsync, Lives);

        // The table may grow meanwhile, by a few cells for each child.
        AssertAtMost(1.25, among, without);
    }

    [Fact]
    public async Task A_child_that_lives_takes_no_more_than_so_many_times_the_memory_of_one_by_hand()
    {
        // Once before, with few: what is allocated the first time only is no child's.
        await Footprint.OfTrackedAsync(100);
        await Footprint.OfJobsAsync(100, JobStart.OnThePool);
        double plain = Footprint.OfPlain(Children);

        double ours = await Footprint.OfTrackedAsync(Children) - plain;
        double byHand = await Footprint.OfJobsAsync(Children, JobStart.OnThePool) - plain;

        AssertAtMost(MostMemory, ours, byHand);
    }

    private static void AssertAtMost(double times, double ours, double theirs)
    {
        Assert.True(theirs > 0, $"{theirs:F0} bytes: nothing was measured.");
        Assert.True(ours <= times * theirs, $"{ours:F0} bytes, {ours / theirs:F2} times the {theirs:F0} of the other; {times} times are allowed.");
    }
}
