using System.Collections.Generic;
using System.Linq;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>Three callers open one key. One start, one child for all, with the arguments of the first caller.</summary>
internal sealed class OpenOpen : TrackerScenario
{
    private readonly List<ProbeChild> _opened = [];

    protected override void Begin()
    {
        foreach (string opener in (string[])["a", "b", "c"])
            Start("opens as " + opener, async () => _opened.Add(await Harness.OpenAsync("k", new ChildScript { OnStart = (_, _) => YieldAsync() }, opener)));
        Start("finds", () => Harness.IncrementUntilRefused("k", 2));
    }

    protected override void CheckScenario()
    {
        Harness.Expect(Harness.Children.Count == 1, $"{Harness.Children.Count} children were made for three concurrent opens.");
        Harness.Expect(_opened.Count == 3 && _opened.All(child => child == Harness.Children[0]), "The openers were given different children.");
    }
}
