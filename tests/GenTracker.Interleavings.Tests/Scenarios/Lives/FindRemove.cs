using System.Collections.Generic;
using System.Linq;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>A key is stopped and opened again beside one that runs all the while, under the eyes of those who find, enumerate and list.</summary>
internal sealed class FindRemove : TrackerScenario
{
    protected override void Begin()
    {
        Start("opens", async () =>
        {
            Subject old = await Stage.OpenAsync("old");
            await Stage.OpenAsync("k");
            Start("stops and opens", async () =>
            {
                await Stage.StopAsync("k");
                await Stage.OpenAsync("k");
            });
            Start("finds", () =>
            {
                for (int i = 0; i < 2; i++)
                {
                    Stage.Find("k");
                    Stage.Expect(Stage.Find("old") == old, "A running child was not found.");
                }

                Stage.Count("k", 1);
            });
            Start("enumerates", () =>
            {
                List<Subject> all = [.. Stage.Tracker];
                Stage.Expect(all.Contains(old) && all.Distinct().Count() == all.Count, "A running child was enumerated twice or not at all.");
                IReadOnlyList<ChildInfo<string, Subject>> listed = Stage.Tracker.GetChildren();
                Stage.Expect(listed.Count(info => info.Child == old && info.State == ChildState.Running) == 1, "A running child was listed twice or not at all.");
            });
        });
    }
}
