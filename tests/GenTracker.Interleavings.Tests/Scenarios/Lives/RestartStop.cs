using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>
/// A child that fails again and again, and a stop in any of its states, the delay included. Once a stop has ended nothing of the key starts
/// any more; what survives restarts is carried on.
/// </summary>
internal sealed class RestartStop : TrackerScenario
{
    private int _runs;

    public override bool TimeMayPass => true;

    protected override Stage Set(Schedule schedule)
    {
        var stage = new Stage(schedule, static options =>
        {
            options.Restart = RestartPolicy.Permanent;
            options.MaxRestarts = 2;
            options.StartTimeout = System.Threading.Timeout.InfiniteTimeSpan;
            options.StopTimeout = System.Threading.Timeout.InfiniteTimeSpan;
            options.AfterTerminateTimeout = System.Threading.Timeout.InfiniteTimeSpan;
        });
        stage.Watch();
        return stage;
    }

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            await Stage.TryOpenAsync("k", new Script { Running = (child, _) => RunAsync(child) });
            Start("stops", async () =>
            {
                await Stage.DelayAsync(Schedule.Choose(3) * TimeSpan.FromMilliseconds(300));
                await Stage.StopAsync("k");
                int made = Stage.Made.Count;
                await Task.Yield();
                Stage.Expect(Stage.Made.Count == made && Stage.Find("k") is null, "A child was made after its key had been stopped.");
            });
        });
        Start("finds", () => Stage.Count("k", 2));
    }

    protected override void CheckMore()
    {
        Stage.Expect(Stage.Made.Count <= 3, $"{Stage.Made.Count} incarnations, where 2 restarts are allowed.");
        for (int i = 0; i < Stage.Made.Count; i++)
            Stage.Expect(!Stage.Made[i].HasRun || Stage.Made[i].Survivor == i + 1, $"{Stage.Made[i]} has {Stage.Made[i].Survivor} instead of {i + 1} of what survives.");
    }

    private async Task RunAsync(Subject child)
    {
        child.TryCountSurvivor();
        if (_runs++ > 0)
            await Slowly().ConfigureAwait(false);
        throw new InvalidOperationException("lost the source");
    }
}
