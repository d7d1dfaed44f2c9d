using System.Collections.Generic;
using System.Linq;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>A key is stopped and opened again, beside a child that runs all the time, while others find, enumerate and list.</summary>
internal sealed class FindRemove : TrackerScenario
{
    protected override void Begin()
    {
        Start("opens", async () =>
        {
            ProbeChild old = await Harness.OpenAsync("old");
            await Harness.OpenAsync("k");
            Start("stops and opens", async () =>
            {
                await Harness.StopAsync("k");
                await Harness.OpenAsync("k");
            });
            Start("finds", () =>
            {
                for (int i = 0; i < 2; i++)
                {
                    Harness.Find("k");
                    Harness.Expect(Harness.Find("old") == old, "A running child was not found.");
                }

                Harness.IncrementUntilRefused("k", 1);
            });
            Start("enumerates", () =>
            {
                List<ProbeChild> all = [.. Harness.Tracker];
                Harness.Expect(all.Contains(old) && all.Distinct().Count() == all.Count, "A running child was enumerated twice or not at all.");
                IReadOnlyList<ChildInfo<string, ProbeChild>> listed = Harness.Tracker.GetChildren();
                Harness.Expect(
                    listed.Count(info => info.Child == old && info.State == ChildState.Running) == 1,
                    "A running child was listed twice or not at all.");
            });
        });
    }
}
