using System.Threading.Tasks;

namespace GenTracker.Interleavings.Scenarios.Lookups;

/// <summary>
/// A child's team is written while the child is stopped. It is found by the last write alone, and not after its key or a write says that it ends.
/// </summary>
internal sealed class SetEnd : LookupScenario
{
    private bool _isStopping;

    protected override void Begin() => Start("opens", async () =>
    {
        LookupChild child = await Tracker.OpenAsync("k", static () => Create(team: X));
        Start("writes", () =>
        {
            bool isDone = child.TrySetTeam(Y);
            bool isFound = Tracker.FindByTeam(Y).Contains(child);
            Expect(isFound || _isStopping, "A running child is not found by its last write.");
            Expect(isDone || !isFound, "A child is found by a write that was refused.");
            Expect(!Tracker.FindByTeam(X).Contains(child) || !isDone, "A child is found by the value before its last write.");
            Expect(isDone || !IsFound(child), "A child is found after it has refused a write.");
        });
        Start("finds", () =>
        {
            if (Tracker.Find("k") is null)
                Expect(!IsFound(child), "A child is found by its team after it was no longer found by its key.");
        });
        Start("stops", async () =>
        {
            _isStopping = true;
            await Tracker.StopAsync("k");
            Expect(!IsFound(child), "A child is found by its team after its stop.");
        });
    });
}
