using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>A child fails once and restarts while two callers open its key, at any moment. Each gets a running child.</summary>
internal sealed class RestartOpen : TrackerScenario
{
    private int _runs;
    private int _opened;

    protected override bool ReadsEvents => true;

    protected override void Configure(TrackerOptions options) => options.Restart = RestartPolicy.Transient;

    protected override void Begin()
    {
        var script = new ChildScript
        {
            OnStart = (_, _) => Schedule.Choose(2) == 1 ? YieldAsync() : Task.CompletedTask,
            OnRun = (_, token) => _runs++ == 0 ? throw new InvalidOperationException("lost the source") : ChildScript.RunUntilStoppedAsync(token),
        };
        for (int opener = 0; opener < 2; opener++)
        {
            Start("opens " + opener, async () =>
            {
                await Harness.OpenAsync("k", script);
                _opened++;
                await Harness.OpenAsync("k", script);
                _opened++;
            });
        }
    }

    protected override void CheckScenario()
    {
        Harness.Expect(_opened == 4, "An opener got no child.");
        Harness.Expect(
            Harness.Children.Count == 2 && Harness.Children[1].Link.Incarnation == 2,
            $"{Harness.Children.Count} children were made for one failure.");
    }
}
