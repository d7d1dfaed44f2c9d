using System.Collections.Generic;
using System.Linq;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>Three open one key, one of them with his own arguments: one start, one child for all, with the arguments of the first.</summary>
internal sealed class OpenOpen : TrackerScenario
{
    private readonly List<Subject> _opened = [];

    protected override void Begin()
    {
        foreach (string opener in (string[])["a", "b", "c"])
            Start("opens as " + opener, async () => _opened.Add(await Stage.OpenAsync("k", new Script { Starting = (_, _) => Slowly() }, opener)));
        Start("finds", () => Stage.Count("k", 2));
    }

    protected override void CheckMore()
    {
        Stage.Expect(Stage.Made.Count == 1, $"{Stage.Made.Count} children were made for three concurrent opens.");
        Stage.Expect(_opened.Count == 3 && _opened.All(child => child == Stage.Made[0]), "The openers were given different children.");
    }
}
