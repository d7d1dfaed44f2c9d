using System.Collections.Generic;
using System.Linq;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>A child that runs all the while is found, counted and enumerated whatever is opened beside it, while the table moves to other cells.</summary>
internal sealed class FindGrow : TrackerScenario
{
    // With these, the second of the new children makes the table move to other cells.
    private const int There = 10;

    protected override void Begin()
    {
        // Direct, before any actor runs: these are no steps.
        for (int i = 0; i < There; i++)
            Adopt("there" + i);

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
                Stage.Expect(all.All(child => child.HasStarted || child.IsAdopted), "A child was enumerated before it had started.");
                Stage.Expect(before > There && before <= after && after <= There + 4, $"{before} and then {after} children were counted.");
                Stage.Expect(Stage.Tracker.GetChildren().Count(info => info.Child == old) == 1, "A running child was listed twice or not at all.");
            });
        });
    }

    private void Adopt(string key)
    {
        ChildRegistration registration = Stage.Tracker.AddExisting(key, Stage.MakeAdopted(key));
        registration.Stopping.UnsafeRegister(static state => _ = ((ChildRegistration)state!).DisposeAsync().AsTask(), registration);
    }
}
