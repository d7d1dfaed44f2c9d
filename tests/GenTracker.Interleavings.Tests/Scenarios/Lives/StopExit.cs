using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>A child ends by itself, well or badly, while it is stopped twice: one end, and a reason that is true.</summary>
internal sealed class StopExit : TrackerScenario
{
    private int _stopped;
    private bool _fails;

    protected override Stage Set(Schedule schedule)
    {
        var stage = new Stage(schedule);
        stage.Watch();
        return stage;
    }

    protected override void Begin()
    {
        _fails = Schedule.Choose(2) == 1;
        var script = new Script { Running = (_, _) => RunAsync(), Ending = _ => Slowly() };
        Start("opens", async () =>
        {
            await Stage.OpenAsync("k", script);
            for (int stopper = 0; stopper < 2; stopper++)
            {
                Start("stops " + stopper, async () =>
                {
                    if (await Stage.StopAsync("k"))
                        _stopped++;
                    Stage.Expect(Stage.Find("k") is null, "A stopped key was found.");
                });
            }
        });
    }

    protected override void CheckMore()
    {
        ExitReason reason = Stage.Made[0].Exit!.Value.Reason;
        Stage.Expect(
            reason == (_fails ? ExitReason.Failed : ExitReason.Completed) || (reason == ExitReason.Stopped && _stopped > 0),
            $"The child ended with {reason}; {_stopped} stops were told that they had stopped it.");
    }

    private async Task RunAsync()
    {
        await Slowly().ConfigureAwait(false);
        if (_fails)
            throw new InvalidOperationException("lost the source");
    }
}
