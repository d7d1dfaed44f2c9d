using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Compare.Cores;
using GenTracker.Dispatching;
using GenTracker.Interleavings.Scenarios;
using GenTracker.Interleavings.Support;
using GenTracker.Supervision;
using GenTracker.Testing;
using Xunit;

namespace GenTracker.Interleavings;

/// <summary>
/// Memory that all keys write to goes from processor to processor with each write. A write without a lock counts as shared if the same step of another key, in
/// another stripe, writes to the same address. <see cref="SharedLockTests"/> counts locks.
/// </summary>
[Collection(nameof(ScenarioCatalog.Trackers))]
public class SharedWriteTests
{
    [Theory]
    [InlineData(LifecycleStep.Open, 1)] // running children
    [InlineData(LifecycleStep.Find, 0)]
    [InlineData(LifecycleStep.Count, 0)]
    [InlineData(LifecycleStep.Set, 0)]
    [InlineData(LifecycleStep.Restart, 3)] // running children twice, and exits that are remembered
    [InlineData(LifecycleStep.Stop, 3)] // running children, exits that are remembered, and the highest number
    public void A_step_of_a_lifecycle_writes_so_often_to_memory_that_all_keys_share(LifecycleStep step, int expected)
    {
        string[] shared = Explore().GetShared(step);

        Assert.True(shared.Length == expected, $"{shared.Length} writes instead of {expected}:\n{string.Join('\n', shared)}");
    }

    [Fact]
    public void The_prediction_for_many_cores_takes_the_counts_that_are_counted_here()
    {
        TwoLifecycles lifecycles = Explore();

        string[] shared = [.. lifecycles.GetShared(LifecycleStep.Open), .. lifecycles.GetShared(LifecycleStep.Stop)];
        Assert.Equal(
            (SharedWrites.OfRunning, SharedWrites.OfRecentExits, SharedWrites.OfIncarnations),
            (CountOf("_running"), CountOf("_last"), CountOf("_highestEnded")));

        int CountOf(string field) => shared.Count(place => place.Split(' ')[1] == field);
    }

    private static TwoLifecycles Explore()
    {
        TwoLifecycles? lifecycles = null;
        new Exploration("two lifecycles", () => lifecycles = new TwoLifecycles()).Exhaust(preemptions: 0).ThrowIfBroken();
        return lifecycles!;
    }

    public enum LifecycleStep
    {
        Open,
        Find,
        Count,
        Set,
        Restart,
        Stop,
    }

    private sealed class TwoLifecycles : TrackerScenario
    {
        private const int MaxAttempts = 1_000;

        private readonly Dictionary<(string Key, LifecycleStep Step), List<(nint Address, string Place)>> _writes = [];
        private TaskCompletionSource _runEnds = new();

        /// <summary>The places of the writes to what both keys write to.</summary>
        public string[] GetShared(LifecycleStep step)
        {
            Assert.NotEmpty(_writes[("a", LifecycleStep.Open)]);
            Assert.NotEmpty(_writes[("a", LifecycleStep.Count)]);
            HashSet<nint> others = [.. _writes[("a", step)].Select(static write => write.Address)];
            return [.. _writes[("b", step)].Where(write => others.Contains(write.Address)).Select(static write => write.Place)];
        }

        protected override void Configure(TrackerOptions options)
        {
            options.RecentExits = new TrackerOptions().RecentExits;
            options.Restart = RestartPolicy.Permanent;
            options.Backoff = new RestartBackoff { Initial = TimeSpan.Zero };
        }

        protected override void Begin() => Start("lifecycles", async () =>
        {
            // The first lifecycles are not counted: the first child of a tracker does more than others. A garbage collection in between would move what is
            // shared to another address, so lifecycles with one do not count either.
            int collections;
            int attempts = 0;
            do
            {
                Assert.True(attempts < MaxAttempts, "There was a garbage collection each time.");
                collections = GC.CollectionCount(0);

                // Their stripes differ.
                foreach (string key in (string[])["a", "b"])
                    await RunThroughAsync(key);
            }
            while (attempts++ == 0 || GC.CollectionCount(0) != collections);
        });

        private async Task RunThroughAsync(string key)
        {
            var script = new ChildScript { OnRun = RunAsync };
            ProbeChild child = null!;
            await RecordAsync(key, LifecycleStep.Open, async () => child = await Harness.OpenAsync(key, script));
            await RecordAsync(key, LifecycleStep.Find, () => Task.FromResult(Harness.Tracker.Find(key)));
            await RecordAsync(key, LifecycleStep.Count, () => Task.FromResult(child.TryIncrement()));
            await RecordAsync(key, LifecycleStep.Set, () => Task.FromResult(child.TrySetTitle("another")));
            await RecordAsync(key, LifecycleStep.Restart, async () =>
            {
                // As work of the schedule: what an actor completes itself goes on on the real pool.
                Schedule.Post(new ActionWorkItem(_runEnds.SetResult));
                await child.Completion;

                // Waits for the child that comes instead.
                await Harness.OpenAsync(key, script);
            });
            await RecordAsync(key, LifecycleStep.Stop, () => Harness.StopAsync(key));
        }

        private async Task RecordAsync(string key, LifecycleStep step, Func<Task> act)
        {
            List<(nint, string)> writes = _writes[(key, step)] = [];
            Schedule.Writing = (address, place) =>
            {
                // The schedule has a clock of its own, which is guarded. The system's clock is not.
                if (!place.Contains(nameof(GuardedTimeProvider), StringComparison.Ordinal))
                    writes.Add((address, place));
            };
            await act();
            Schedule.Writing = null;
        }

        private async Task RunAsync(ProbeChild child, CancellationToken stoppingToken)
        {
            _runEnds = new TaskCompletionSource();
            await Task.WhenAny(_runEnds.Task, ChildScript.RunUntilStoppedAsync(stoppingToken)).ConfigureAwait(false);
        }
    }
}
