using System.Collections.Generic;
using System.Linq;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>A child that runs all the while is found, counted and enumerated whatever is opened beside it.</summary>
internal sealed class FindGrow : TrackerScenario
{
    protected override void Begin()
    {
        Start("opens", async () =>
        {
            Subject old = await Stage.OpenAsync("old");
            Start("grows", async () =>
            {
                for (int i = 0; i < 3; i++)
                    await Stage.OpenAsync("new" + i);
            });
            Start("finds", () =>
            {
                for (int i = 0; i < 3; i++)
                {
                    Stage.Expect(Stage.Find("old") == old, "A running child was not found.");
                    Stage.Expect(Stage.Tracker.FindBySpan("old") == old, "A running child was not found by characters.");
                    Stage.Find("new" + i);
                }
            });
            Start("enumerates", () =>
            {
                int before = Stage.Tracker.Count;
                List<Subject> all = [.. Stage.Tracker];
                int after = Stage.Tracker.Count;
                Stage.Expect(all.Contains(old) && all.Distinct().Count() == all.Count, "A running child was enumerated twice or not at all.");
                Stage.Expect(all.All(child => child.HasStarted), "A child was enumerated before it had started.");
                Stage.Expect(before >= 1 && before <= after && after <= 4, $"{before} and then {after} children were counted.");
                Stage.Expect(Stage.Tracker.GetChildren().Count(info => info.Child == old) == 1, "A running child was listed twice or not at all.");
            });
        });
    }
}
