using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>A child that fails, then fails to start, then is held by one who keeps writing through the old object: no write reaches another incarnation.</summary>
internal sealed class RestartCount : TrackerScenario
{
    private int _starts;
    private int _runs;

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
            Starting = async (child, _) =>
            {
                bool fails = ++_starts == 2;
                if (fails)
                    child.TryCountSurvivor();
                await Slowly().ConfigureAwait(false);
                if (fails)
                    throw new InvalidOperationException("no source");
            },
            Running = async (child, token) =>
            {
                child.TryCountSurvivor();
                if (_runs++ > 0)
                {
                    await Script.UntilStopped(token).ConfigureAwait(false);
                    return;
                }

                await Slowly().ConfigureAwait(false);
                throw new InvalidOperationException("lost the source");
            },
        };
        Start("opens", async () =>
        {
            Subject first = await Stage.OpenAsync("k", script);
            Start("holds", () =>
            {
                for (int i = 0; i < 3; i++)
                    first.TryCount();
            });
            Start("finds", () => Stage.Count("k", 3));
            Start("opens again", async () => (await Stage.OpenAsync("k", script)).TryCount());
        });
    }

    protected override void CheckMore()
    {
        Stage.Expect(Stage.Made.Count == 3, $"{Stage.Made.Count} incarnations instead of 3.");
        Stage.Expect(Stage.Made[2].Survivor == 2, $"{Stage.Made[2].Survivor} instead of 2 of what survives.");
        Stage.Expect(Stage.Made[1].Ends == 0 && Stage.Made[1].Count == 0, "A child whose start failed was ended or counted on.");
    }
}
