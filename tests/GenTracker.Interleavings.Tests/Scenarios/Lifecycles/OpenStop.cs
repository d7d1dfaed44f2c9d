using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>
/// A key is stopped while others open and find it. If an opener gets an exception, nobody has found its child. An opener that waits for the end
/// gets the next child.
/// </summary>
internal sealed class OpenStop : TrackerScenario
{
    private bool? _stopped;

    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        for (int opener = 0; opener < 2; opener++)
        {
            Start("opens " + opener, async () =>
            {
                (ProbeChild? child, TrackerException? refusal) = await Harness.TryOpenAsync("k", new ChildScript { OnStart = (_, _) => StartAsync() });
                if (refusal is not null)
                {
                    Harness.Expect(
                        refusal is ChildStartException { InnerException: System.OperationCanceledException },
                        $"An opener got {refusal.GetType().Name}: {refusal.Message}");
                }
            });
        }

        Start("stops", async () => _stopped = await Harness.StopAsync("k"));
        Start("finds", () => Harness.IncrementUntilRefused("k", 2));
    }

    protected override void CheckScenario() => Harness.Expect(_stopped is not null, "The stop did not end.");

    private Task StartAsync() => Schedule.Choose(2) == 1 ? YieldAsync() : Task.CompletedTask;
}
