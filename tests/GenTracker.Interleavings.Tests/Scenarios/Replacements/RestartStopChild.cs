using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// A child fails and restarts while its first incarnation is stopped by its object. The stop ends the key if that incarnation is the present one, and else
/// nothing.
/// </summary>
internal sealed class RestartStopChild : TrackerScenario
{
    private int _runs;
    private bool _stopped;

    protected override bool ReadsEvents => true;

    protected override void Configure(TrackerOptions options) => options.Restart = RestartPolicy.Transient;

    protected override void Begin()
    {
        var script = new ChildScript
        {
            OnRun = (_, token) => _runs++ == 0 ? throw new InvalidOperationException("lost the source") : ChildScript.RunUntilStoppedAsync(token),
            OnAfterTerminate = _ => YieldAsync(),
        };
        Start("opens", async () =>
        {
            ProbeChild first = await Harness.OpenAsync("k", script);
            Start("stops", async () =>
            {
                // The delay before the restart passes if this caller waits for longer than it.
                if (Schedule.Choose(2) == 1)
                    await Harness.DelayAsync(TimeSpan.FromSeconds(Schedule.Choose(2)));
                _stopped = await Harness.StopAsync(first);
            });
        });
    }

    public override Task EndAsync()
    {
        Harness.Expect(Harness.Find("k") is null == _stopped, $"The stop of an incarnation returned {_stopped}, and {Harness.Find("k")} runs.");
        Harness.Expect(!_stopped || Harness.Children.Count == 1, "An incarnation was stopped, and restarted.");
        return base.EndAsync();
    }
}
