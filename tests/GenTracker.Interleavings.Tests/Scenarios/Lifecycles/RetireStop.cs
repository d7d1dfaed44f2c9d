using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>
/// A child that is to be restarted retires while it is stopped and while its run may end by itself. If it could retire, this was its end: it has no
/// successor, and its reason is true. If it could not, another end came first.
/// </summary>
internal sealed class RetireStop : TrackerScenario
{
    private bool _fails;
    private bool _retired;
    private bool _stopped;

    protected override bool ReadsEvents => true;

    protected override void Configure(TrackerOptions options) => options.Restart = RestartPolicy.Permanent;

    protected override void Begin()
    {
        _fails = Schedule.Choose(2) == 1;
        Start("opens", async () =>
        {
            ProbeChild child = await Harness.OpenAsync("k", new ChildScript
            {
                OnRun = (child, token) => _fails && IsFirst(child) ? FailAsync() : ChildScript.RunUntilStoppedAsync(token),
            });
            Start("retires", () =>
            {
                _retired = child.TryRetire();
                Harness.Expect(Harness.Find("k") != child, "A child was found after it had retired, or was ending.");
            });
            Start("stops", async () => _stopped = await Harness.StopAsync("k"));
        });
    }

    protected override void CheckScenario()
    {
        ChildExit first = Harness.Children[0].Exit!.Value;
        Harness.Expect(
            !_retired || (first is { Reason: ExitReason.Retired, WillRestart: false } && Harness.Children.Count == 1),
            $"A child that retired ended with {first}, and {Harness.Children.Count} children were made.");
        Harness.Expect(
            _retired || first.Reason == (_fails ? ExitReason.Failed : ExitReason.Stopped) || (first.Reason == ExitReason.Stopped && _stopped),
            $"A child that did not retire ended with {first.Reason}.");
        Harness.Expect(_retired || _stopped || _fails, "A child that nothing had ended did not retire.");
    }

    private bool IsFirst(ProbeChild child) => Harness.Children[0] == child;

    private async Task FailAsync()
    {
        await YieldAsync().ConfigureAwait(false);
        throw new InvalidOperationException("lost the source");
    }
}
