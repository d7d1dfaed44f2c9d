using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>
/// One key's start, run, end or disposal goes on until another key was opened, counted on and stopped: nothing of the other key may wait
/// for it. The budgets are infinite, so no time that passes can help.
/// </summary>
internal sealed class SlowBesideAnother : TrackerScenario
{
    private readonly TaskCompletionSource _otherIsOver = new();
    private int _answered;

    protected override Stage Set(Schedule schedule)
    {
        var stage = new Stage(schedule, static options =>
            options.StartTimeout = options.StopTimeout = options.AfterTerminateTimeout = Timeout.InfiniteTimeSpan);
        stage.Watch();
        return stage;
    }

    protected override void Begin()
    {
        int at = Schedule.Choose(4);
        var script = new Script
        {
            Starting = (_, _) => When(at == 0),
            Running = (_, token) => at == 1 ? When(true) : Script.UntilStopped(token),
            Ending = _ => When(at == 2),
            Disposing = () => new ValueTask(When(at == 3)),
        };
        Start("opens and stops", async () =>
        {
            await Stage.OpenAsync("slow", script);
            await Stage.StopAsync("slow");
            _answered++;
        });
        Start("uses another", async () =>
        {
            await Stage.OpenAsync("k");
            Stage.Count("k", 1);
            await Stage.StopAsync("k");
            _otherIsOver.SetResult();
            _answered++;
        });
    }

    protected override void CheckMore() => Stage.Expect(_answered == 2, "A caller was told nothing.");

    private Task When(bool isSlow) => isSlow ? Stage.InsideAsync(_otherIsOver.Task) : Task.CompletedTask;
}
