using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// A child is stopped, and not its key, while the key is reopened. The reopener always gets its child, which nothing stops. A second stop is for whichever
/// child is found.
/// </summary>
internal sealed class ReopenStopChild : TrackerScenario
{
    private ProbeChild? _stoppedLater;

    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            ProbeChild first = await Harness.OpenAsync("k", new ChildScript { OnAfterTerminate = _ => YieldAsync() });
            Start("reopens", async () =>
            {
                ReplacementCall call = await Harness.ReopenAsync("k", "second");
                Harness.Expect(call.Child is not null, $"The reopener got {call.Refusal?.GetType().Name}, and only the child before was stopped.");
            });
            Start("stops the first", async () => await Harness.StopAsync(first));
            Start("stops what it finds", async () =>
            {
                if (Harness.Find("k") is not { } found)
                    return;
                bool stopped = await Harness.StopAsync(found);
                if (found != first)
                    _stoppedLater = found;
                Harness.Expect(stopped || found == first, "A running child that nobody replaces was not stopped.");
            });
        });
    }

    public override Task EndAsync()
    {
        if (_stoppedLater is null)
            Harness.ExpectLastCallHolds("k");
        return base.EndAsync();
    }
}
