using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>Two wait for counts that are made meanwhile, by two who open the key: no write is missed.</summary>
internal sealed class WaitForWrite : TrackerScenario
{
    protected override void Begin()
    {
        for (int waiter = 1; waiter <= 2; waiter++)
        {
            int wanted = waiter;
            Start("waits for " + wanted, async () =>
            {
                Subject child = await Stage.Tracker.WaitForAsync("k", child => child.Count >= wanted);
                Stage.Expect(child.Count >= wanted, "A wait ended before its predicate held.");
            });
        }

        for (int writer = 0; writer < 2; writer++)
            Start("counts " + writer, async () => (await Stage.OpenAsync("k")).TryCount());
    }
}
