using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>
/// A child ignores its token in one of its steps and is stopped, beside one that obeys, and the tracker closes. The child is abandoned when its
/// timeout elapses, and its key becomes free. The rest of its end follows once, when its code has really ended.
/// </summary>
internal sealed class IgnoredToken(bool timeMayPass) : TrackerScenario
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longer = TimeSpan.FromMinutes(2);

    private int _answered;

    public override bool TimeMayPass => timeMayPass;

    protected override bool ReadsEvents => true;

    protected override void Configure(TrackerOptions options)
    {
        options.StartTimeout = Timeout;
        options.StopTimeout = Timeout;
        options.AfterTerminateTimeout = Timeout;
    }

    protected override void Begin()
    {
        int at = Schedule.Choose(4);
        var script = new ChildScript
        {
            MayBeAbandoned = true,
            OnStart = (_, _) => at == 0 ? Harness.DelayAsync(Longer) : Task.CompletedTask,
            OnRun = (_, token) => at == 1 ? Harness.DelayAsync(Longer) : ChildScript.RunUntilStoppedAsync(token),
            OnAfterTerminate = _ => at == 2 ? Harness.DelayAsync(Longer) : Task.CompletedTask,
            OnDispose = () => new ValueTask(at == 3 ? Harness.DelayAsync(Longer) : Task.CompletedTask),
        };
        Start("opens", async () =>
        {
            (ProbeChild? child, TrackerException? refusal) = await Harness.TryOpenAsync("ignored token", script);
            Harness.Expect(child is not null || refusal is ChildStartException or TrackerClosedException, $"The opener got {refusal?.GetType().Name}.");
            child?.TryIncrement();
            _answered++;
        });
        Start("stops", async () =>
        {
            await Harness.StopAsync("ignored token");
            _answered++;
        });
        Start("opens another", async () =>
        {
            (ProbeChild? child, _) = await Harness.TryOpenAsync("k", timeMayPass ? new ChildScript { MayBeAbandoned = true } : null);
            child?.TryIncrement();
            _answered++;
        });
        Start("closes", async () =>
        {
            await Task.Yield();
            DateTimeOffset began = Schedule.Time.GetUtcNow();
            await Harness.CloseAsync();
            TimeSpan took = Schedule.Time.GetUtcNow() - began;
            Harness.Expect(timeMayPass || took <= 3 * Timeout, $"Closing took {took}, with timeouts of {Timeout} each.");
            _answered++;
        });
    }

    protected override void CheckScenario() => Harness.Expect(_answered == 4, "A caller got no answer.");
}
