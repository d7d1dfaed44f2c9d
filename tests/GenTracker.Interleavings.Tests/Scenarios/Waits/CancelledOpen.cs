using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>The first opener cancels at any moment. The start goes on, and the other opener gets the child.</summary>
internal sealed class CancelledOpen : TrackerScenario
{
    private bool _served;

    protected override void Begin()
    {
        var cancellation = new CancellationTokenSource();
        var script = new ChildScript { OnStart = (_, _) => YieldAsync() };
        Start("opens and cancels", async () =>
        {
            try
            {
                await Harness.OpenAsync("k", script, cancellationToken: cancellation.Token);
            }
            catch (OperationCanceledException)
            {
            }
        });
        Start("opens", async () =>
        {
            await Harness.OpenAsync("k", script);
            _served = true;
        });
        Start("stops and cancels", async () =>
        {
            try
            {
                await Harness.Tracker.StopAsync("other", cancellation.Token);
            }
            catch (OperationCanceledException)
            {
            }
        });
        Start("cancels", () => cancellation.CancelAsync(Schedule));
    }

    protected override void CheckScenario()
    {
        Harness.Expect(_served, "An opener got no child.");
        Harness.Expect(Harness.Children.Count == 1, $"{Harness.Children.Count} children were made.");
    }
}
