using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>
/// A child fails again and again, and a stop comes in any of its states, also during the delay. After the stop nothing of the key starts, and
/// attributes that survive are kept.
/// </summary>
internal sealed class RestartStop : TrackerScenario
{
    private int _runs;

    public override bool TimeMayPass => true;

    protected override bool ReadsEvents => true;

    protected override void Configure(TrackerOptions options)
    {
        options.Restart = RestartPolicy.Permanent;
        options.MaxRestarts = 2;
        options.StartTimeout = System.Threading.Timeout.InfiniteTimeSpan;
        options.StopTimeout = System.Threading.Timeout.InfiniteTimeSpan;
        options.AfterTerminateTimeout = System.Threading.Timeout.InfiniteTimeSpan;
    }

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            await Harness.TryOpenAsync("k", new ChildScript { OnRun = (child, _) => RunAsync(child) });
            Start("stops", async () =>
            {
                await Harness.DelayAsync(Schedule.Choose(3) * TimeSpan.FromMilliseconds(300));
                await Harness.StopAsync("k");
                int made = Harness.Children.Count;
                await Task.Yield();
                Harness.Expect(Harness.Children.Count == made && Harness.Find("k") is null, "A child was made after its key had been stopped.");
            });
        });
        Start("finds", () => Harness.IncrementUntilRefused("k", 2));
    }

    protected override void CheckScenario()
    {
        Harness.Expect(Harness.Children.Count <= 3, $"{Harness.Children.Count} incarnations, and only 2 restarts are allowed.");
        for (int i = 0; i < Harness.Children.Count; i++)
        {
            Harness.Expect(
                !Harness.Children[i].HasRun || Harness.Children[i].Survivor == i + 1,
                $"{Harness.Children[i]} has {Harness.Children[i].Survivor} instead of {i + 1} that survive.");
        }
    }

    private async Task RunAsync(ProbeChild child)
    {
        child.TryIncrementSurvivor();
        if (_runs++ > 0)
            await YieldAsync().ConfigureAwait(false);
        throw new InvalidOperationException("lost the source");
    }
}
