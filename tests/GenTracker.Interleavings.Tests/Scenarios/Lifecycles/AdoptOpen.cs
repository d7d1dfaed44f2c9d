using System.Collections.Generic;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>Two callers adopt objects under one key while a third opens it. Each owner ends its object. The key has one child at a time.</summary>
internal sealed class AdoptOpen : TrackerScenario
{
    private readonly List<ProbeChild> _brought = [];

    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        for (int owner = 0; owner < 2; owner++)
        {
            ProbeChild child = Harness.CreateAdopted("k");
            _brought.Add(child);
            Start("adopts " + owner, () => AdoptAsync(child));
        }

        Start("opens", async () =>
        {
            ProbeChild child = await Harness.OpenAsync("k");
            child.TryIncrement();
        });
    }

    private async Task AdoptAsync(ProbeChild child)
    {
        if (!Harness.Tracker.TryAddExisting("k", child, null, out ChildRegistration? registration))
        {
            Harness.Expect(!child.Completion.IsCompleted, "A child that was not adopted has ended.");
            return;
        }

        child.TryIncrement();
        Harness.IncrementUntilRefused("k", 1);
        await registration.DisposeAsync();
        Harness.Expect(child.AfterTerminateCalls == 1 && child.IsOver, "A registration was disposed, and the end of its child has not run.");
        Harness.Expect(Harness.Find("k") != child, "A child was found after its registration had been disposed.");
    }
}
