using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// An object takes over a key whose child ends by itself and would restart at once, again and again, and another caller reopens it. Nobody is left out, and the
/// last call has the key.
/// </summary>
internal sealed class TakeoverExit : TrackerScenario
{
    protected override bool ReadsEvents => true;

    protected override void Configure(TrackerOptions options)
    {
        options.Restart = RestartPolicy.Permanent;
        options.MaxRestarts = 1;
    }

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            await Harness.OpenAsync("k", new ChildScript { OnRun = (_, _) => YieldAsync(), OnAfterTerminate = _ => YieldAsync() });
            Start("takes over", async () =>
            {
                ProbeChild child = Harness.CreateAdopted("k", "owner");
                ReplacementCall call = await Harness.TakeOverAsync("k", "owner", child);
                Harness.Expect(call.Child is not null || call.IsSuperseded, $"The owner got {call.Refusal?.GetType().Name}: {call.Refusal?.Message}");
            });
            Start("reopens", async () =>
            {
                ReplacementCall call = await Harness.ReopenAsync("k", "reopener");
                Harness.Expect(call.Child is not null || call.IsSuperseded, $"The reopener got {call.Refusal?.GetType().Name}: {call.Refusal?.Message}");
            });
        });
    }

    public override Task EndAsync()
    {
        Harness.ExpectLastCallHolds("k");
        return base.EndAsync();
    }
}
