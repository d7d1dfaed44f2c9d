using System.Collections.Generic;
using System.Linq;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>Two open a key that is ending, slowly: one fresh child for both, with the arguments of the first who waited.</summary>
internal sealed class OpenWhileEnding : TrackerScenario
{
    private readonly List<Subject> _opened = [];

    protected override void Begin()
    {
        Start("opens and stops", async () =>
        {
            await Stage.OpenAsync("k", new Script { Ending = _ => Slowly(), Disposing = () => new(Slowly()) }, "first");
            Start("stops", async () => await Stage.StopAsync("k"));
            foreach (string opener in (string[])["a", "b"])
            {
                Start("opens as " + opener, async () =>
                {
                    Subject child = await Stage.OpenAsync("k", null, opener);
                    if (child.Opener != "first")
                        _opened.Add(child);
                });
            }
        });
    }

    protected override void CheckMore()
    {
        Stage.Expect(Stage.Made.Count <= 2 && _opened.Distinct().Count() <= 1, $"{Stage.Made.Count} children were made.");
        Stage.Expect(_opened.Count == 0 || Stage.Made[1] == _opened[0], "An opener was given another child than the others.");
    }
}
