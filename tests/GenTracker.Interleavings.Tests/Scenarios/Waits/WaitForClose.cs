using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>A tracker closes while one caller begins to wait and another increments. The wait ends in one way or the other.</summary>
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
                    await Harness.Tracker.WaitForAsync("k", static child => child.Count > 0);
                }
                catch (TrackerClosedException)
                {
                }
            });
        }

        Start("counts", async () => (await Harness.TryOpenAsync("k")).Child?.TryIncrement());
        Start("closes", () => Harness.CloseAsync());
    }
}
