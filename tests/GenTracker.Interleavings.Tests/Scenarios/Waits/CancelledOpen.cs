using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>The first opener gives up at any moment: the other gets the child all the same, and the start goes on.</summary>
internal sealed class CancelledOpen : TrackerScenario
{
    private bool _served;

    protected override void Begin()
    {
        var cancellation = new CancellationTokenSource();
        var script = new Script { Starting = (_, _) => Slowly() };
        Start("opens and gives up", async () =>
        {
            try
            {
                await Stage.OpenAsync("k", script, cancellationToken: cancellation.Token);
            }
            catch (OperationCanceledException)
            {
            }
        });
        Start("opens", async () =>
        {
            await Stage.OpenAsync("k", script);
            _served = true;
        });
        Start("stops with impatience", async () =>
        {
            try
            {
                await Stage.Tracker.StopAsync("other", cancellation.Token);
            }
            catch (OperationCanceledException)
            {
            }
        });
        Start("cancels", () => cancellation.CancelAsync(Schedule));
    }

    protected override void CheckMore()
    {
        Stage.Expect(_served, "An opener was not served.");
        Stage.Expect(Stage.Made.Count == 1, $"{Stage.Made.Count} children were made.");
    }
}
