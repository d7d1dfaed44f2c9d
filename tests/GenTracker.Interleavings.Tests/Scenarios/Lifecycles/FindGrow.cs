using System.Collections.Generic;
using System.Linq;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>A child runs all the time, while the table migrates. It is always found, counted and enumerated.</summary>
internal sealed class FindGrow : TrackerScenario
{
    // With these, the second of the new children starts a migration.
    private const int There = 10;

    protected override void Begin()
    {
        // Before any actor runs: these are no steps.
        for (int i = 0; i < There; i++)
            Adopt("there" + i);

        Start("opens", async () =>
        {
            ProbeChild old = await Harness.OpenAsync("old");
            Start("grows", async () =>
            {
                for (int i = 0; i < 3; i++)
                    await Harness.OpenAsync("new" + i);
            });
            Start("finds", () =>
            {
                for (int i = 0; i < 3; i++)
                {
                    Harness.Expect(Harness.Find("old") == old, "A running child was not found.");
                    Harness.Expect(Harness.Tracker.FindBySpan("old") == old, "A running child was not found by characters.");
                    Harness.Find("new" + i);
                }
            });
            Start("enumerates", () =>
            {
                int before = Harness.Tracker.Count;
                List<ProbeChild> all = [.. Harness.Tracker];
                int after = Harness.Tracker.Count;
                Harness.Expect(all.Contains(old) && all.Distinct().Count() == all.Count, "A running child was enumerated twice or not at all.");
                Harness.Expect(all.All(child => child.HasStarted || child.IsAdopted), "A child was enumerated before it had started.");
                Harness.Expect(before > There && before <= after && after <= There + 4, $"{before} and then {after} children were counted.");
                Harness.Expect(Harness.Tracker.GetChildren().Count(info => info.Child == old) == 1, "A running child was listed twice or not at all.");
            });
        });
    }

    private void Adopt(string key)
    {
        ChildRegistration registration = Harness.Tracker.AddExisting(key, Harness.CreateAdopted(key));
        registration.Stopping.UnsafeRegister(static state => _ = ((ChildRegistration)state!).DisposeAsync().AsTask(), registration);
    }
}
