using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>Waits that outlive a child, are cancelled, or whose predicate throws, side by side: each ends in its own way, and none harms another.</summary>
internal sealed class WaitForAnother : TrackerScenario
{
    protected override void Begin()
    {
        var cancellation = new CancellationTokenSource();
        Start("waits", async () =>
        {
            Subject child = await Stage.Tracker.WaitForAsync("k", static child => child.Title == "second");
            Stage.Expect(child == Stage.Made[1], "A wait ended with another child than the one that it waited for.");
        });
        Start("waits until cancelled", async () =>
        {
            try
            {
                await Stage.Tracker.WaitForAsync("k", static child => child.Title == "never", cancellation.Token);
                Stage.Expect(false, "A wait ended whose predicate never held.");
            }
            catch (OperationCanceledException)
            {
            }
        });
        Start("throws", async () =>
        {
            try
            {
                await Stage.Tracker.WaitForAsync("k", static child => child.Count > 0 ? throw new InvalidOperationException("predicate") : false);
                Stage.Expect(false, "A wait ended whose predicate throws.");
            }
            catch (InvalidOperationException)
            {
            }
        });
        Start("lives", async () =>
        {
            (await Stage.OpenAsync("k")).TrySetTitle("first");
            await Stage.StopAsync("k");
            Subject second = await Stage.OpenAsync("k");
            second.TryCount();
            second.TrySetTitle("second");
            await cancellation.CancelAsync(Schedule);
        });
    }
}
