using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Ends;

/// <summary>
/// Callers wait for one incarnation while it is counted on, and ends, with a restart or for good. Each wait ends: with that child and a condition that holds,
/// or with the exception, and then the child has ended. The next incarnation ends no such wait.
/// </summary>
internal sealed class WaitForChildEnd : TrackerScenario
{
    private int _runs;
    private int _answered;

    protected override void Configure(TrackerOptions options) => options.Restart = RestartPolicy.Transient;

    protected override void Begin()
    {
        bool restarts = Schedule.Choose(2) == 1;
        var script = new ChildScript
        {
            OnRun = async (child, token) =>
            {
                bool isFirst = _runs++ == 0;
                await YieldAsync().ConfigureAwait(false);
                if (isFirst && restarts)
                    throw new InvalidOperationException("lost the source");
                if (isFirst)
                    return;
                await ChildScript.RunUntilStoppedAsync(token).ConfigureAwait(false);
            },
        };
        Start("opens", async () =>
        {
            ProbeChild first = await Harness.OpenAsync("k", script);
            foreach (int wanted in (int[])[1, 3])
                Start("waits for " + wanted, () => WaitAsync(first, wanted));
            Start("counts", () => Harness.IncrementUntilRefused("k", 2));
            if (!restarts)
                return;
            Start("waits for the key", async () =>
            {
                ProbeChild second = await Harness.Tracker.WaitForAsync("k", child => child != first);
                Harness.Expect(second == Harness.Children[1], "A wait for a key ended with a child for which its predicate does not hold.");
                second.TryIncrement(3);
            });
        });
    }

    protected override void CheckScenario() => Harness.Expect(_answered == 2, "A wait for a child did not end.");

    private async Task WaitAsync(ProbeChild child, int wanted)
    {
        try
        {
            ProbeChild found = await Harness.Tracker.WaitForAsync(child, seen => seen.Count >= wanted);
            Harness.Expect(found == child && child.Count >= wanted, $"A wait for {child} ended with {found} and a count of {child.Count}.");
        }
        catch (ChildTerminatedException)
        {
            Harness.Expect(child.Completion.IsCompleted, $"A wait for {child} was told that it has ended, and it has not.");
        }

        _answered++;
    }
}
