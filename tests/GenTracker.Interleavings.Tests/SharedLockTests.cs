using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;
using GenTracker.Testing.Instrumented;
using Xunit;

namespace GenTracker.Interleavings;

/// <summary>
/// What keys share does not grow with the processors, so it bounds the opens a second. A lock counts as shared if the lifecycles of two keys
/// of different stripes take it.
/// </summary>
public class SharedLockTests
{
    [Theory]
    [InlineData(false, 2)] // to take the key, and to free it
    [InlineData(true, 7)] // also to show, to hide and to publish the end, and twice that of the subscription
    public void A_child_that_is_opened_and_stopped_takes_so_many_locks_that_all_keys_share(bool isWatched, int expected)
    {
        TwoLifecycles? lifecycles = null;
        new Exploration("two lifecycles", () => lifecycles = new TwoLifecycles(isWatched)).Exhaust(preemptions: 0).ThrowIfBroken();

        Assert.Equal(2, lifecycles!.Locks.Count);
        Assert.All(lifecycles.Locks, static locks => Assert.True(locks.Values.Sum() > 5, "Nothing was counted."));
        int shared = lifecycles.Locks[1].Where(taken => lifecycles.Locks[0].ContainsKey(taken.Key)).Sum(static taken => taken.Value);
        Assert.Equal(expected, shared);
    }

    private sealed class TwoLifecycles(bool isWatched) : TrackerScenario
    {
        /// <summary>How often each lifecycle took each lock.</summary>
        public List<Dictionary<ExploredLock, int>> Locks { get; } = [];

        protected override void Configure(TrackerOptions options) => options.RecentExits = new TrackerOptions().RecentExits;

        protected override void Begin() => Start("opens and stops", async () =>
        {
            await using IAsyncEnumerator<ChildEvent<string, ProbeChild>> events = Harness.Tracker.WatchAsync().GetAsyncEnumerator();
            if (isWatched)
                await events.MoveNextAsync();

            // Their stripes differ. The first lifecycles are not counted: the first child of a tracker does more than others.
            foreach (string key in (string[])["a", "b"])
                await LiveAsync(key);
            foreach (string key in (string[])["a", "b"])
            {
                var taken = new Dictionary<ExploredLock, int>();
                Locks.Add(taken);
                Schedule.Locked = entered => taken[entered] = taken.GetValueOrDefault(entered) + 1;
                await LiveAsync(key);
                Schedule.Locked = null;
            }
        });

        private async Task LiveAsync(string key)
        {
            await Harness.OpenAsync(key);
            await Harness.StopAsync(key);
        }
    }
}
