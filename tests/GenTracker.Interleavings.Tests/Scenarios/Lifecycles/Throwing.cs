using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using Microsoft.Extensions.Logging;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>
/// Each piece of a child's code may throw, also a callback of its token and the logger. Its openers get the exception, its key becomes free, and a
/// child beside it is not harmed.
/// </summary>
internal sealed class Throwing : TrackerScenario
{
    private bool _constructorThrew;

    protected override bool ReadsEvents => true;

    protected override ILoggerFactory LoggerFactory => new ThrowingLoggerFactory();

    protected override void Begin()
    {
        int at = Schedule.Choose(6);
        var script = new ChildScript
        {
            OnConstruct = () =>
            {
                _constructorThrew = at == 0;
                ThrowIf(at == 0);
            },
            OnStart = (_, _) => MaybeAsync(at == 1),
            OnRun = async (_, token) =>
            {
                if (at == 2)
                    token.UnsafeRegister(static _ => throw new InvalidOperationException("callback"), null);
                await MaybeAsync(at == 3).ConfigureAwait(false);
                await ChildScript.RunUntilStoppedAsync(token).ConfigureAwait(false);
            },
            OnAfterTerminate = _ => MaybeAsync(at == 4),
            OnDispose = () => new ValueTask(MaybeAsync(at == 5)),
        };
        Start("opens bad", async () =>
        {
            (ProbeChild? child, TrackerException? refusal) = await Harness.TryOpenAsync("bad", script);
            Harness.Expect(
                at <= 1 == refusal is ChildStartException,
                $"The opener got {refusal?.GetType().Name ?? "a child"}, and the code throws in step {at}.");
            child?.TryIncrement();
            await Harness.StopAsync("bad");
            Harness.Expect(Harness.Find("bad") is null, "A stopped key was found.");
        });
        Start("opens good", async () =>
        {
            ProbeChild good = await Harness.OpenAsync("good");
            good.TryIncrement();
            await Harness.StopAsync("good");
            Harness.Expect(good.Exit!.Value is { Reason: ExitReason.Stopped, Exception: null } && good.Done == 1, "A good child was harmed by a bad one.");
        });
    }

    protected override void CheckScenario() =>
        Harness.Expect(Harness.Children.Count == (_constructorThrew ? 1 : 2), $"{Harness.Children.Count} children were made.");

    private static void ThrowIf(bool bad)
    {
        if (bad)
            throw new InvalidOperationException("bad");
    }

    private async Task MaybeAsync(bool bad)
    {
        if (bad && Schedule.Choose(2) == 1)
            await YieldAsync().ConfigureAwait(false);
        ThrowIf(bad);
    }
}
