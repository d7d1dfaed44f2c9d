using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>
/// Two children ignore their tokens and are stopped one after the other, with the same timeout. Each is abandoned exactly when its own elapses.
/// </summary>
internal sealed class TwoIgnoredTokens : TrackerScenario
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longer = TimeSpan.FromMinutes(2);

    private int _answered;

    protected override bool ReadsEvents => true;

    protected override void Configure(TrackerOptions options) => options.StopTimeout = Timeout;

    protected override void Begin()
    {
        Start("stops the first", () => StopAsync("a", TimeSpan.Zero));
        Start("stops the second", () => StopAsync("b", Between));
    }

    protected override void CheckScenario() => Harness.Expect(_answered == 2, "A caller got no answer.");

    private async Task StopAsync(string key, TimeSpan after)
    {
        await Harness.OpenAsync(key, new ChildScript { MayBeAbandoned = true, OnRun = (_, _) => Harness.DelayAsync(Longer) });
        if (after > TimeSpan.Zero)
            await Harness.DelayAsync(after);
        DateTimeOffset began = Schedule.Time.GetUtcNow();
        await Harness.StopAsync(key);
        TimeSpan took = Schedule.Time.GetUtcNow() - began;
        Harness.Expect(took == Timeout, $"Stopping {key} took {took}, with a timeout of {Timeout}.");
        _answered++;
    }
}
