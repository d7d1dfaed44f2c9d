using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>A tracker closes while one begins to wait and another counts: the wait ends, one way or the other.</summary>
internal sealed class WaitForClose : TrackerScenario
{
    protected override void Begin()
    {
        for (int waiter = 0; waiter < 2; waiter++)
        {
            Start("waits " + waiter, async () =>
            {
                try
                {
                    await Stage.Tracker.WaitForAsync("k", static child => child.Count > 0);
                }
                catch (TrackerClosedException)
                {
                }
            });
        }

        Start("counts", async () => (await Stage.TryOpenAsync("k")).Child?.TryCount());
        Start("closes", () => Stage.CloseAsync());
    }
}
