using System.Collections.Generic;
using System.Linq;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>Two callers open a key that is ending. Both get one new child, with the arguments of the first caller.</summary>
internal sealed class OpenWhileEnding : TrackerScenario
{
    private readonly List<ProbeChild> _opened = [];

    protected override void Begin()
    {
        Start("opens and stops", async () =>
        {
            await Harness.OpenAsync("k", new ChildScript { OnAfterTerminate = _ => YieldAsync(), OnDispose = () => new(YieldAsync()) }, "first");
            Start("stops", async () => await Harness.StopAsync("k"));
            foreach (string opener in (string[])["a", "b"])
            {
                Start("opens as " + opener, async () =>
                {
                    ProbeChild child = await Harness.OpenAsync("k", null, opener);
                    if (child.Opener != "first")
                        _opened.Add(child);
                });
            }
        });
    }

    protected override void CheckScenario()
    {
        Harness.Expect(Harness.Children.Count <= 2 && _opened.Distinct().Count() <= 1, $"{Harness.Children.Count} children were made.");
        Harness.Expect(_opened.Count == 0 || Harness.Children[1] == _opened[0], "An opener was given another child than the others.");
    }
}
