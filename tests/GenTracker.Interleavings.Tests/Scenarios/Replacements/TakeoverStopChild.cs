using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// Objects that wait to be adopted are stopped by their owners, which stops nothing and is told at once: one waits for a key that it takes over, the other one
/// meets a key that is taken.
/// </summary>
internal sealed class TakeoverStopChild : TrackerScenario
{
    private bool _stopped;
    private int _answered;

    protected override void Begin()
    {
        ProbeChild child = Harness.CreateAdopted("k", "owner");
        ProbeChild other = Harness.CreateAdopted("k", "other");
        Start("opens", () => Harness.TryOpenAsync("k"));
        Start("takes over", async () =>
        {
            ReplacementCall call = await Harness.TakeOverAsync("k", "owner", child);
            Harness.Expect(call.Child is not null || call.IsSuperseded, $"The owner got {call.Refusal?.GetType().Name}: {call.Refusal?.Message}");
            _answered++;
        });
        Start("adopts", () =>
        {
            if (Harness.Tracker.TryAddExisting("k", other, null, out ChildRegistration? registration))
                Harness.Own(other, registration);
            _answered++;
        });
        Start("reopens", async () =>
        {
            ReplacementCall call = await Harness.ReopenAsync("k", "reopener");
            Harness.Expect(call.Child is not null || call.IsSuperseded, $"The reopener got {call.Refusal?.GetType().Name}: {call.Refusal?.Message}");
            _answered++;
        });
        Start("stops", async () =>
        {
            _stopped |= await StopAsync(child);
            _stopped |= await StopAsync(other);
            _answered++;
        });
    }

    public override Task EndAsync()
    {
        if (!_stopped)
            Harness.ExpectLastCallHolds("k");
        return base.EndAsync();
    }

    protected override void CheckScenario() => Harness.Expect(_answered == 4, "A caller got no answer.");

    private async Task<bool> StopAsync(ProbeChild child)
    {
        bool stopped = await Harness.Tracker.StopAsync(child);
        Harness.Expect(!stopped || child.IsOver, $"{child} was stopped, and is not over.");
        return stopped;
    }
}
