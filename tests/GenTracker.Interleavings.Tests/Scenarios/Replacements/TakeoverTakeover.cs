using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// Two objects take a key over, one after the other or at once, while a third caller finds or opens it. The last call has the key in the end. An object that
/// was superseded can be adopted elsewhere.
/// </summary>
internal sealed class TakeoverTakeover : TrackerScenario
{
    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            await Harness.TryOpenAsync("k", new ChildScript { OnAfterTerminate = _ => YieldAsync() });
        });
        foreach (string owner in (string[])["a", "b"])
        {
            Start("takes over as " + owner, async () =>
            {
                ProbeChild child = Harness.CreateAdopted("k", owner);
                ReplacementCall call = await Harness.TakeOverAsync("k", owner, child);
                Harness.Expect(call.Child is not null || call.IsSuperseded, $"An owner got {call.Refusal?.GetType().Name}: {call.Refusal?.Message}");
                if (call.IsSuperseded)
                    Harness.AdoptElsewhere(child, "elsewhere");
            });
        }

        Start("opens again", async () =>
        {
            (ProbeChild? child, TrackerException? refusal) = await Harness.TryOpenAsync("k");
            Harness.Expect(child is not null || refusal is ChildSupersededException, $"An opener got {refusal?.GetType().Name}: {refusal?.Message}");
            child?.TryIncrement();
        });
    }

    public override Task EndAsync()
    {
        Harness.ExpectLastCallHolds("k");
        return base.EndAsync();
    }
}
