using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>A child fails, its restart fails to start, and a caller keeps writing to the first object. No write reaches another incarnation.</summary>
internal sealed class RestartIncrement : TrackerScenario
{
    private int _starts;
    private int _runs;

    protected override bool ReadsEvents => true;

    protected override void Configure(TrackerOptions options) => options.Restart = RestartPolicy.Transient;

    protected override void Begin()
    {
        var script = new ChildScript
        {
            OnStart = async (child, _) =>
            {
                bool fails = ++_starts == 2;
                if (fails)
                    child.TryIncrementSurvivor();
                await YieldAsync().ConfigureAwait(false);
                if (fails)
                    throw new InvalidOperationException("no source");
            },
            OnRun = async (child, token) =>
            {
                child.TryIncrementSurvivor();
                if (_runs++ > 0)
                {
                    await ChildScript.RunUntilStoppedAsync(token).ConfigureAwait(false);
                    return;
                }

                await YieldAsync().ConfigureAwait(false);
                throw new InvalidOperationException("lost the source");
            },
        };
        Start("opens", async () =>
        {
            ProbeChild first = await Harness.OpenAsync("k", script);
            Start("holds", () =>
            {
                for (int i = 0; i < 3; i++)
                    first.TryIncrement();
            });
            Start("finds", () => Harness.IncrementUntilRefused("k", 3));
            Start("opens again", async () => (await Harness.OpenAsync("k", script)).TryIncrement());
        });
    }

    protected override void CheckScenario()
    {
        Harness.Expect(Harness.Children.Count == 3, $"{Harness.Children.Count} incarnations instead of 3.");
        Harness.Expect(Harness.Children[2].Survivor == 2, $"{Harness.Children[2].Survivor} instead of 2 survive.");
        Harness.Expect(Harness.Children[1].AfterTerminateCalls == 0 && Harness.Children[1].Count == 0, "A child whose start failed was ended or counted on.");
    }
}
