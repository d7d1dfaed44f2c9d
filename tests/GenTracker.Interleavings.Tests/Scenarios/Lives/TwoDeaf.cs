using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>
/// Two children that ignore their tokens are stopped one after the other, with the same budget: each is given up when its own is used up, and neither
/// sooner nor later for the other's sake.
/// </summary>
internal sealed class TwoDeaf : TrackerScenario
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longer = TimeSpan.FromMinutes(2);

    private int _answered;

    protected override Stage Set(Schedule schedule)
    {
        var stage = new Stage(schedule, static options => options.StopTimeout = Budget);
        stage.Watch();
        return stage;
    }

    protected override void Begin()
    {
        Start("stops the first", () => StopDeafAsync("a", TimeSpan.Zero));
        Start("stops the second", () => StopDeafAsync("b", Between));
    }

    protected override void CheckMore() => Stage.Expect(_answered == 2, "A caller was told nothing.");

    private async Task StopDeafAsync(string key, TimeSpan after)
    {
        await Stage.OpenAsync(key, new Script { MayBeLeftBehind = true, Running = (_, _) => Stage.DelayAsync(Longer) });
        if (after > TimeSpan.Zero)
            await Stage.DelayAsync(after);
        DateTimeOffset began = Schedule.Time.GetUtcNow();
        await Stage.StopAsync(key);
        TimeSpan took = Schedule.Time.GetUtcNow() - began;
        Stage.Expect(took == Budget, $"Stopping {key} took {took}, where the budget is {Budget}.");
        _answered++;
    }
}
