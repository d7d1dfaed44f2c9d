using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// A key is stopped and opened again while others wait until it is free. Each wait ends when all children of that time are over, and none waits for ever.
/// </summary>
internal sealed class WhenFreeStop : TrackerScenario
{
    private int _freed;

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            await Harness.OpenAsync("k", new ChildScript { OnAfterTerminate = _ => YieldAsync(), OnDispose = () => new(YieldAsync()) });
            for (int waiter = 0; waiter < 2; waiter++)
            {
                Start("waits " + waiter, async () =>
                {
                    await Harness.WhenFreeAsync("k");
                    _freed++;
                });
            }

            Start("stops", async () =>
            {
                await Harness.StopAsync("k");
                await Harness.TryOpenAsync("k");
                await Harness.StopAsync("k");
            });
            Start("opens again", async () =>
            {
                await Harness.TryOpenAsync("k");
                await Harness.StopAsync("k");
            });
        });
    }

    protected override void CheckScenario() => Harness.Expect(_freed == 2, "A wait for a free key did not end.");
}
