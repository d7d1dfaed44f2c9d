using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>Waits that outlive a child, are cancelled, or have a predicate that throws. Each ends in its own way, and harms no other.</summary>
internal sealed class WaitForAnother : TrackerScenario
{
    protected override void Begin()
    {
        var cancellation = new CancellationTokenSource();
        Start("waits", async () =>
        {
            ProbeChild child = await Harness.Tracker.WaitForAsync("k", static child => child.Title == "second");
            Harness.Expect(child == Harness.Children[1], "A wait ended with a child for which its predicate does not hold.");
        });
        Start("waits until cancelled", async () =>
        {
            try
            {
                await Harness.Tracker.WaitForAsync("k", static child => child.Title == "never", cancellation.Token);
                Harness.Expect(false, "A wait ended, and its predicate never held.");
            }
            catch (OperationCanceledException)
            {
            }
        });
        Start("throws", async () =>
        {
            try
            {
                await Harness.Tracker.WaitForAsync("k", static child => child.Count > 0 ? throw new InvalidOperationException("predicate") : false);
                Harness.Expect(false, "A wait ended with a child, and its predicate throws.");
            }
            catch (InvalidOperationException)
            {
            }
        });
        Start("lives", async () =>
        {
            (await Harness.OpenAsync("k")).TrySetTitle("first");
            await Harness.StopAsync("k");
            ProbeChild second = await Harness.OpenAsync("k");
            second.TryIncrement();
            second.TrySetTitle("second");
            await cancellation.CancelAsync(Schedule);
        });
    }
}
