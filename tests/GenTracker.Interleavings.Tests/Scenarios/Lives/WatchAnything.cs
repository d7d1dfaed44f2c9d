using System;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>Two subscribe at any moment of the lives of two keys, one of them adopted and one that fails: nothing is missed, nothing told twice.</summary>
internal sealed class WatchAnything : TrackerScenario
{
    private Watcher _first = null!;
    private Watcher _second = null!;

    protected override void Begin()
    {
        _first = Stage.Watch("watches");
        _second = Stage.Watch("watches too");
        Start("opens and stops", async () =>
        {
            await Stage.OpenAsync("a");
            await Stage.StopAsync("a");
            await Stage.OpenAsync("a");
        });
        Start("adopts", async () =>
        {
            ChildRegistration registration = Stage.Tracker.AddExisting("b", Stage.MakeAdopted("b"));
            await registration.DisposeAsync();
        });
        Start("fails", async () => await Stage.TryOpenAsync("c", new Script { Starting = (_, _) => throw new InvalidOperationException("no source") }));
    }

    protected override void CheckMore()
    {
        foreach (Watcher watcher in (Watcher[])[_first, _second])
        {
            Stage.Expect(watcher.Told.All(told => told.Key != "c"), "A child that never started was told of.");
            foreach (Subject child in Stage.Made.Where(child => child.HasStarted || child.IsAdopted))
            {
                int begun = watcher.Told.Count(told => told.Child == child && told.Kind != ChildEventKind.Terminated);
                int ended = watcher.Told.Count(told => told.Child == child && told.Kind == ChildEventKind.Terminated);
                Stage.Expect(begun == ended && begun <= 1, $"{child} was told {begun} times to begin and {ended} times to end.");
            }
        }
    }
}
