using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// A tracker closes while one object takes a key over, another caller reopens the key, and a third opens it. Each is told, the close ends, and an object that
/// was refused is nobody's.
/// </summary>
internal sealed class TakeoverClose : TrackerScenario
{
    private int _answered;

    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        Start("opens", async () => await Harness.TryOpenAsync("k", new ChildScript { OnAfterTerminate = _ => YieldAsync() }));
        Start("takes over", async () =>
        {
            ProbeChild child = Harness.CreateAdopted("k", "owner");
            ReplacementCall call = await Harness.TakeOverAsync("k", "owner", child);
            Harness.Expect(
                call.Refusal is null or ChildSupersededException or TrackerClosedException,
                $"The owner got {call.Refusal?.GetType().Name}: {call.Refusal?.Message}");
            Harness.Expect(call.Child is not null || !child.Completion.IsCompleted, "An object that was refused has ended.");
            _answered++;
        });
        Start("reopens", async () =>
        {
            ReplacementCall call = await Harness.ReopenAsync("k", "reopener", new ChildScript { OnStart = (_, _) => YieldAsync() });
            Harness.Expect(
                call.Refusal is null or ChildSupersededException or TrackerClosedException,
                $"The reopener got {call.Refusal?.GetType().Name}: {call.Refusal?.Message}");
            _answered++;
        });
        Start("closes", async () =>
        {
            for (int turns = Schedule.Choose(16); turns > 0; turns--)
                await Task.Yield();
            await Harness.CloseAsync();
            Harness.Expect(Harness.Tracker.GetChildren().Count == 0 && Harness.Find("k") is null, "A closed tracker has a child.");
            _answered++;
        });
    }

    protected override void CheckScenario() => Harness.Expect(_answered == 3, "A caller got no answer.");
}
