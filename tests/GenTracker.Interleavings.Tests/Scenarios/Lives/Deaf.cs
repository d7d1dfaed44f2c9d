using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>
/// A child that ignores its token in one of its steps is stopped, beside one that heeds it, and the tracker closes: the deaf one is given up
/// when its budget is used up and its key is freed; what is left of its end comes when its code has really ended, once.
/// </summary>
internal sealed class Deaf(bool timeMayPass) : TrackerScenario
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longer = TimeSpan.FromMinutes(2);

    private int _answered;

    public override bool TimeMayPass => timeMayPass;

    protected override Stage Set(Schedule schedule)
    {
        var stage = new Stage(schedule, static options =>
        {
            options.StartTimeout = Budget;
            options.StopTimeout = Budget;
            options.AfterTerminateTimeout = Budget;
        });
        stage.Watch();
        return stage;
    }

    protected override void Begin()
    {
        int at = Schedule.Choose(4);
        var script = new Script
        {
            MayBeLeftBehind = true,
            Starting = (_, _) => at == 0 ? Stage.DelayAsync(Longer) : Task.CompletedTask,
            Running = (_, token) => at == 1 ? Stage.DelayAsync(Longer) : Script.UntilStopped(token),
            Ending = _ => at == 2 ? Stage.DelayAsync(Longer) : Task.CompletedTask,
            Disposing = () => new ValueTask(at == 3 ? Stage.DelayAsync(Longer) : Task.CompletedTask),
        };
        Start("opens", async () =>
        {
            (Subject? child, TrackerException? refusal) = await Stage.TryOpenAsync("deaf", script);
            Stage.Expect(child is not null || refusal is ChildStartException or TrackerClosedException, $"The opener was told {refusal?.GetType().Name}.");
            child?.TryCount();
            _answered++;
        });
        Start("stops", async () =>
        {
            await Stage.StopAsync("deaf");
            _answered++;
        });
        Start("opens another", async () =>
        {
            (Subject? child, _) = await Stage.TryOpenAsync("k", timeMayPass ? new Script { MayBeLeftBehind = true } : null);
            child?.TryCount();
            _answered++;
        });
        Start("closes", async () =>
        {
            await Task.Yield();
            DateTimeOffset began = Schedule.Time.GetUtcNow();
            await Stage.CloseAsync();
            TimeSpan took = Schedule.Time.GetUtcNow() - began;
            Stage.Expect(timeMayPass || took <= 3 * Budget, $"Closing took {took}, where the budgets are {Budget} each.");
            _answered++;
        });
    }

    protected override void CheckMore() => Stage.Expect(_answered == 4, "A caller was told nothing.");
}
