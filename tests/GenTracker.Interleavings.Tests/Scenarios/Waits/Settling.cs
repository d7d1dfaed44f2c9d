using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>Two wait for a settled tracker while two keys come and go: both waits end, and not before what was begun is done.</summary>
internal sealed class Settling : TrackerScenario
{
    protected override void Begin()
    {
        Start("opens and stops", async () =>
        {
            await Stage.OpenAsync("a", new Script { Starting = (_, _) => Slowly() });
            await Stage.StopAsync("a");
        });
        Start("opens", async () =>
        {
            Task<Subject> opening = Stage.OpenAsync("b", new Script { Starting = (_, _) => Slowly() });
            await Stage.Tracker.WhenSettledAsync();
            Stage.Expect(Stage.Made.Any(static child => child.Key == "b" && child.HasStarted), "The tracker was settled before what had been begun was done.");
            await opening;
        });
        Start("waits", () => Stage.Tracker.WhenSettledAsync());
    }
}
