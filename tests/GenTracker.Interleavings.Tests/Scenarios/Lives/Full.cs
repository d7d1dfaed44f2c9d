using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>A tracker of at most two children, three keys and a stop: there are never more than two, and a refusal is true.</summary>
internal sealed class Full : TrackerScenario
{
    private int _opened;
    private int _refused;

    protected override Stage Set(Schedule schedule) => new(schedule, static options => options.MaxChildren = 2);

    protected override void Begin()
    {
        foreach (string key in (string[])["a", "b", "c"])
        {
            Start("opens " + key, async () =>
            {
                (Subject? child, TrackerException? refusal) = await Stage.TryOpenAsync(key);
                Stage.Expect(child is not null || refusal is TrackerFullException or ChildStartException, $"An opener was told {refusal?.GetType().Name}.");
                _opened += child is null ? 0 : 1;
                _refused += refusal is TrackerFullException ? 1 : 0;

                // Not those that are listed: a list meets one that goes and one that comes for it, which were never there at once.
                Stage.Expect(Stage.Made.Count(static child => !child.IsOver) <= 2 && Stage.Tracker.Count <= 2, "There are more children than there may be.");
            });
        }

        Start("stops a", () => Stage.StopAsync("a"));
    }

    protected override void CheckMore() => Stage.Expect(_refused <= 1 && _opened >= 1, $"{_refused} of three openers were refused, though there is room for two.");
}
