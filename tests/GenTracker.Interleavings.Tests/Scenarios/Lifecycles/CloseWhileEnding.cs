using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>A tracker closes while a key ends and openers wait for it. The close ends, and each opener gets an answer.</summary>
internal sealed class CloseWhileEnding : TrackerScenario
{
    private int _answered;

    protected override void Begin()
    {
        Start("opens and stops", async () =>
        {
            await Harness.OpenAsync("k", new ChildScript { OnAfterTerminate = _ => YieldAsync() });
            Start("stops", async () => await Harness.StopAsync("k"));
            for (int opener = 0; opener < 2; opener++)
            {
                Start("opens " + opener, async () =>
                {
                    (ProbeChild? child, TrackerException? refusal) = await Harness.TryOpenAsync("k");
                    Harness.Expect(child is not null || refusal is TrackerClosedException, $"An opener got {refusal?.GetType().Name}.");
                    _answered++;
                });
            }

            Start("closes", async () =>
            {
                for (int turns = Schedule.Choose(16); turns > 0; turns--)
                    await Task.Yield();
                await Harness.CloseAsync();
                Harness.Expect(Harness.Tracker.GetChildren().Count == 0 && Harness.Find("k") is null, "A closed tracker has a child.");
                _answered++;
            });
        });
    }

    protected override void CheckScenario() => Harness.Expect(_answered == 3, "A caller got no answer.");
}
