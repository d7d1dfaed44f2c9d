using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>Two callers wait for a settled tracker while two keys come and go. Both waits end, and not before the work that had begun is done.</summary>
internal sealed class Settling : TrackerScenario
{
    protected override void Begin()
    {
        Start("opens and stops", async () =>
        {
            await Harness.OpenAsync("a", new ChildScript { OnStart = (_, _) => YieldAsync() });
            await Harness.StopAsync("a");
        });
        Start("opens", async () =>
        {
            Task<ProbeChild> opening = Harness.OpenAsync("b", new ChildScript { OnStart = (_, _) => YieldAsync() });
            await Harness.Tracker.WhenSettledAsync();
            Harness.Expect(
                Harness.Children.Any(static child => child.Key == "b" && child.HasStarted),
                "The tracker was settled before a start that had begun was done.");
            await opening;
        });
        Start("waits", () => Harness.Tracker.WhenSettledAsync());
    }
}
