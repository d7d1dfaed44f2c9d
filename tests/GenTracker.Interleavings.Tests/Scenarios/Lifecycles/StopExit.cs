using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>A child ends by itself, with or without an exception, while it is stopped twice. It ends once, with a true reason.</summary>
internal sealed class StopExit : TrackerScenario
{
    private int _stopped;
    private bool _fails;

    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        _fails = Schedule.Choose(2) == 1;
        var script = new ChildScript { OnRun = (_, _) => RunAsync(), OnAfterTerminate = _ => YieldAsync() };
        Start("opens", async () =>
        {
            await Harness.OpenAsync("k", script);
            for (int stopper = 0; stopper < 2; stopper++)
            {
                Start("stops " + stopper, async () =>
                {
                    if (await Harness.StopAsync("k"))
                        _stopped++;
                    Harness.Expect(Harness.Find("k") is null, "A stopped key was found.");
                });
            }
        });
    }

    protected override void CheckScenario()
    {
        ExitReason reason = Harness.Children[0].Exit!.Value.Reason;
        Harness.Expect(
            reason == (_fails ? ExitReason.Failed : ExitReason.Completed) || (reason == ExitReason.Stopped && _stopped > 0),
            $"The child ended with {reason}; {_stopped} stops returned true.");
    }

    private async Task RunAsync()
    {
        await YieldAsync().ConfigureAwait(false);
        if (_fails)
            throw new InvalidOperationException("lost the source");
    }
}
