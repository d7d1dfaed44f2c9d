using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>Two callers wait for increments of two others. No write is missed.</summary>
internal sealed class WaitForWrite : TrackerScenario
{
    protected override void Begin()
    {
        for (int waiter = 1; waiter <= 2; waiter++)
        {
            int wanted = waiter;
            Start("waits for " + wanted, async () =>
            {
                ProbeChild child = await Harness.Tracker.WaitForAsync("k", child => child.Count >= wanted);
                Harness.Expect(child.Count >= wanted, "A wait ended before its predicate held.");
            });
        }

        for (int writer = 0; writer < 2; writer++)
            Start("counts " + writer, async () => (await Harness.OpenAsync("k")).TryIncrement());
    }
}
