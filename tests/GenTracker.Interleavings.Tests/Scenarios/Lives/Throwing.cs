using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>
/// A child whose every piece of code may throw, at once or later, a token's callback and the logger included, beside a good one. The bad one's
/// openers are told, its key is free in the end, and the good one is untouched.
/// </summary>
internal sealed class Throwing : TrackerScenario
{
    private bool _constructorThrew;

    protected override Stage Set(Schedule schedule)
    {
        var stage = new Stage(schedule, loggerFactory: new ThrowingLoggers());
        stage.Watch();
        return stage;
    }

    protected override void Begin()
    {
        int at = Schedule.Choose(6);
        var script = new Script
        {
            Constructing = () =>
            {
                _constructorThrew = at == 0;
                ThrowIf(at == 0);
            },
            Starting = (_, _) => MaybeAsync(at == 1),
            Running = async (_, token) =>
            {
                if (at == 2)
                    token.UnsafeRegister(static _ => throw new InvalidOperationException("callback"), null);
                await MaybeAsync(at == 3).ConfigureAwait(false);
                await Script.UntilStopped(token).ConfigureAwait(false);
            },
            Ending = _ => MaybeAsync(at == 4),
            Disposing = () => new ValueTask(MaybeAsync(at == 5)),
        };
        Start("opens bad", async () =>
        {
            (Subject? child, TrackerException? refusal) = await Stage.TryOpenAsync("bad", script);
            Stage.Expect(at <= 1 == refusal is ChildStartException, $"The opener was told {refusal?.GetType().Name ?? "nothing"} where the code throws in step {at}.");
            child?.TryCount();
            await Stage.StopAsync("bad");
            Stage.Expect(Stage.Find("bad") is null, "A stopped key was found.");
        });
        Start("opens good", async () =>
        {
            Subject good = await Stage.OpenAsync("good");
            good.TryCount();
            await Stage.StopAsync("good");
            Stage.Expect(good.Exit!.Value is { Reason: ExitReason.Stopped, Exception: null } && good.Done == 1, "A good child was harmed by a bad one.");
        });
    }

    protected override void CheckMore() => Stage.Expect(Stage.Made.Count == (_constructorThrew ? 1 : 2), $"{Stage.Made.Count} children were made.");

    private static void ThrowIf(bool bad)
    {
        if (bad)
            throw new InvalidOperationException("bad");
    }

    private async Task MaybeAsync(bool bad)
    {
        if (bad && Schedule.Choose(2) == 1)
            await Slowly().ConfigureAwait(false);
        ThrowIf(bad);
    }
}
