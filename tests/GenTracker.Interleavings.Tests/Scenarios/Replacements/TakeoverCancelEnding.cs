using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>A takeover is cancelled at any moment while the child that has the key ends by itself. The object is adopted, or its owner has it back.</summary>
internal sealed class TakeoverCancelEnding : TrackerScenario
{
    protected override void Begin()
    {
        var cancellation = new CancellationTokenSource();
        ProbeChild child = Harness.CreateAdopted("k", "owner");
        Start("opens", async () =>
        {
            await Harness.OpenAsync("k", new ChildScript { OnRun = static (_, _) => Task.CompletedTask });
            Start("takes over", async () =>
            {
                ReplacementCall call = await Harness.TakeOverAsync("k", "owner", child, cancellation.Token);
                Harness.Expect(call.Refusal is null or OperationCanceledException, $"The owner got {call.Refusal?.GetType().Name}: {call.Refusal?.Message}");
                if (call.Child is null)
                    Harness.AdoptElsewhere(child, "elsewhere");
            });
            Start("cancels", () => cancellation.CancelAsync(Schedule));
        });
    }
}
