using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>
/// One key's start, run, end or disposal lasts until another key was opened, incremented and stopped. The other key never waits for it: the timeouts
/// are infinite.
/// </summary>
internal sealed class SlowBesideAnother : TrackerScenario
{
    private readonly TaskCompletionSource _otherIsOver = new();
    private int _answered;

    protected override bool ReadsEvents => true;

    protected override void Configure(TrackerOptions options) =>
            options.StartTimeout = options.StopTimeout = options.AfterTerminateTimeout = Timeout.InfiniteTimeSpan;

    protected override void Begin()
    {
        int at = Schedule.Choose(4);
        var script = new ChildScript
        {
            OnStart = (_, _) => When(at == 0),
            OnRun = (_, token) => at == 1 ? When(true) : ChildScript.RunUntilStoppedAsync(token),
            OnAfterTerminate = _ => When(at == 2),
            OnDispose = () => new ValueTask(When(at == 3)),
        };
        Start("opens and stops", async () =>
        {
            await Harness.OpenAsync("slow", script);
            await Harness.StopAsync("slow");
            _answered++;
        });
        Start("uses another", async () =>
        {
            await Harness.OpenAsync("k");
            Harness.IncrementUntilRefused("k", 1);
            await Harness.StopAsync("k");
            _otherIsOver.SetResult();
            _answered++;
        });
    }

    protected override void CheckScenario() => Harness.Expect(_answered == 2, "A caller got no answer.");

    private Task When(bool isSlow) => isSlow ? Harness.InsideAsync(_otherIsOver.Task) : Task.CompletedTask;
}
