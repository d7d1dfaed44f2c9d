using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>A tracker closes while a key is ending and another opener waits for it to be free: the close ends, and the opener is told.</summary>
internal sealed class CloseWhileEnding : TrackerScenario
{
    private int _answered;

    protected override void Begin()
    {
        Start("opens and stops", async () =>
        {
            await Stage.OpenAsync("k", new Script { Ending = _ => Slowly() });
            Start("stops", async () => await Stage.StopAsync("k"));
            for (int opener = 0; opener < 2; opener++)
            {
                Start("opens " + opener, async () =>
                {
                    (Subject? child, TrackerException? refusal) = await Stage.TryOpenAsync("k");
                    Stage.Expect(child is not null || refusal is TrackerClosedException, $"An opener was told {refusal?.GetType().Name}.");
                    _answered++;
                });
            }

            Start("closes", async () =>
            {
                for (int turns = Schedule.Choose(16); turns > 0; turns--)
                    await Task.Yield();
                await Stage.CloseAsync();
                Stage.Expect(Stage.Tracker.GetChildren().Count == 0 && Stage.Find("k") is null, "A closed tracker has a child.");
                _answered++;
            });
        });
    }

    protected override void CheckMore() => Stage.Expect(_answered == 3, "A caller was told nothing.");
}
