using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// A takeover and a reopen are cancelled at any moment. The object is adopted, or its owner has it back; the reopen goes on. A caller that opens the key gets
/// the object, or a child of its own.
/// </summary>
internal sealed class TakeoverCancel(bool isReopened) : TrackerScenario
{
    private ReplacementCall? _takeover;

    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        var cancellation = new CancellationTokenSource();
        Start("opens", async () =>
        {
            bool endsItself = Schedule.Choose(2) == 1;
            var script = new ChildScript
            {
                OnRun = (_, token) => endsItself ? YieldAsync() : ChildScript.RunUntilStoppedAsync(token),
                OnAfterTerminate = _ => YieldAsync(),
            };
            await Harness.OpenAsync("k", script, "first");
            Start("takes over", async () =>
            {
                ProbeChild child = Harness.CreateAdopted("k", "owner");
                _takeover = await Harness.TakeOverAsync("k", "owner", child, cancellation.Token);
                Harness.Expect(
                    _takeover.Refusal is null or OperationCanceledException || (isReopened && _takeover.IsSuperseded),
                    $"The owner got {_takeover.Refusal?.GetType().Name}: {_takeover.Refusal?.Message}");
                if (_takeover.Child is null)
                    Harness.AdoptElsewhere(child, "elsewhere");
            });
            Start("opens again", async () =>
            {
                (ProbeChild? child, TrackerException? refusal) = await Harness.TryOpenAsync("k", null, "opener");
                Harness.Expect(
                    child is not null || refusal is ChildSupersededException or ChildStartException { InnerException: OperationCanceledException },
                    $"An opener got {refusal?.GetType().Name}: {refusal?.Message}");
                child?.TryIncrement();
            });
            Start("cancels", () => cancellation.CancelAsync(Schedule));
            if (isReopened)
            {
                Start("reopens", async () =>
                {
                    ReplacementCall call = await Harness.ReopenAsync("k", "reopener", null, cancellation.Token);
                    Harness.Expect(
                        call.Refusal is null or OperationCanceledException || call.IsSuperseded,
                        $"The reopener got {call.Refusal?.GetType().Name}: {call.Refusal?.Message}");
                });
            }
        });
    }

    public override Task EndAsync()
    {
        if (!isReopened && _takeover!.Child is not null)
            Harness.ExpectLastCallHolds("k");
        return base.EndAsync();
    }
}
