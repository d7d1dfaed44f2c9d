using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// A child fails and its key restarts, after a delay, while one caller reopens the key and another opens it, at any moment. The reopener gets its child, which
/// stays.
/// </summary>
internal sealed class ReopenRestarting : TrackerScenario
{
    private int _runs;

    public override bool TimeMayPass => true;

    protected override bool ReadsEvents => true;

    protected override void Configure(TrackerOptions options)
    {
        options.Restart = RestartPolicy.Transient;
        options.StartTimeout = options.StopTimeout = options.AfterTerminateTimeout = System.Threading.Timeout.InfiniteTimeSpan;
    }

    protected override void Begin()
    {
        var failing = new ChildScript
        {
            OnRun = (_, token) => _runs++ == 0 ? throw new InvalidOperationException("lost the source") : ChildScript.RunUntilStoppedAsync(token),
            OnStart = (_, _) => YieldAsync(),
        };
        Start("opens", async () =>
        {
            await Harness.OpenAsync("k", failing);
            Start("reopens", async () =>
            {
                ReplacementCall call = await Harness.ReopenAsync("k", "second");
                Harness.Expect(call.Child is not null, $"The reopener got {call.Refusal?.GetType().Name}: {call.Refusal?.Message}");
            });
            Start("opens again", async () => (await Harness.OpenAsync("k", failing)).TryIncrement());
        });
    }

    public override Task EndAsync()
    {
        Harness.ExpectLastCallHolds("k");
        Harness.Expect(Harness.Children.Count is 2 or 3, $"{Harness.Children.Count} children were made.");
        return base.EndAsync();
    }
}
