using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>A child fails once and is restarted while two open its key, one of them when it is ending or restarting: each gets a running child.</summary>
internal sealed class RestartOpen : TrackerScenario
{
    private int _runs;
    private int _opened;

    protected override Stage Set(Schedule schedule)
    {
        var stage = new Stage(schedule, static options => options.Restart = RestartPolicy.Transient);
        stage.Watch();
        return stage;
    }

    protected override void Begin()
    {
        var script = new Script
        {
            Starting = (_, _) => Schedule.Choose(2) == 1 ? Slowly() : Task.CompletedTask,
            Running = (_, token) => _runs++ == 0 ? throw new InvalidOperationException("lost the source") : Script.UntilStopped(token),
        };
        for (int opener = 0; opener < 2; opener++)
        {
            Start("opens " + opener, async () =>
            {
                await Stage.OpenAsync("k", script);
                _opened++;
                await Stage.OpenAsync("k", script);
                _opened++;
            });
        }
    }

    protected override void CheckMore()
    {
        Stage.Expect(_opened == 4, "An opener was not served.");
        Stage.Expect(Stage.Made.Count == 2 && Stage.Made[1].Link.Incarnation == 2, $"{Stage.Made.Count} children were made for one failure.");
    }
}
