using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// A running key is reopened while a caller stops it. The stop ends one life of the key, and is never told that there was none: the key is
/// not free before that. The reopener gets its child, or is told of the stop that overtook its start.
/// </summary>
internal sealed class ReopenStop : TrackerScenario
{
    private int _answered;

    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            await Harness.OpenAsync("k", new ChildScript { OnAfterTerminate = _ => YieldAsync() });
            Start("reopens", async () =>
            {
                ReplacementCall call = await Harness.ReopenAsync("k", "second", new ChildScript { OnStart = (_, _) => YieldAsync() });
                Harness.Expect(
                    call.Refusal is null or ChildStartException { InnerException: System.OperationCanceledException },
                    $"The reopener got {call.Refusal?.GetType().Name}: {call.Refusal?.Message}");
                _answered++;
            });
            Start("stops", async () =>
            {
                Harness.Expect(await Harness.StopAsync("k"), "A key that was taken all the time had no child to stop.");
                _answered++;
            });
        });
    }

    protected override void CheckScenario() => Harness.Expect(_answered == 2, "A caller got no answer.");
}
