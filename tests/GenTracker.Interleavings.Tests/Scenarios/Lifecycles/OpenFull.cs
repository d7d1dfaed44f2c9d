using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>Three keys and a stop in a tracker for two children. There are never more than two, and a refusal is true.</summary>
internal sealed class OpenFull : TrackerScenario
{
    private int _opened;
    private int _refused;

    protected override void Configure(TrackerOptions options) => options.MaxChildren = 2;

    protected override void Begin()
    {
        foreach (string key in (string[])["a", "b", "c"])
        {
            Start("opens " + key, async () =>
            {
                (ProbeChild? child, TrackerException? refusal) = await Harness.TryOpenAsync(key);
                Harness.Expect(child is not null || refusal is TrackerFullException or ChildStartException, $"An opener got {refusal?.GetType().Name}.");
                _opened += child is null ? 0 : 1;
                _refused += refusal is TrackerFullException ? 1 : 0;

                // Not the list: it may have a child that ends and the one that follows it, which never ran at the same time.
                Harness.Expect(
                    Harness.Children.Count(static child => !child.IsOver) <= 2 && Harness.Tracker.Count <= 2,
                    "There are more children than there may be.");
            });
        }

        Start("stops a", () => Harness.StopAsync("a"));
    }

    protected override void CheckScenario() => Harness.Expect(_refused <= 1 && _opened >= 1, $"{_refused} of three openers were refused, with room for two.");
}
