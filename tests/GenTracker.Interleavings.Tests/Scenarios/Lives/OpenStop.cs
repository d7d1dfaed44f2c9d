using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>
/// A key is stopped while it is opened, and while others look for it. An opener who is told that it failed was told of a child that nobody found;
/// one who joined a key that was ending gets the next child.
/// </summary>
internal sealed class OpenStop : TrackerScenario
{
    private bool? _stopped;

    protected override Stage Set(Schedule schedule)
    {
        var stage = new Stage(schedule);
        stage.Watch();
        return stage;
    }

    protected override void Begin()
    {
        for (int opener = 0; opener < 2; opener++)
        {
            Start("opens " + opener, async () =>
            {
                (Subject? child, TrackerException? refusal) = await Stage.TryOpenAsync("k", new Script { Starting = (_, _) => StartAsync() });
                if (refusal is not null)
                    Stage.Expect(refusal is ChildStartException { InnerException: System.OperationCanceledException }, $"An opener was told {refusal.GetType().Name}: {refusal.Message}");
            });
        }

        Start("stops", async () => _stopped = await Stage.StopAsync("k"));
        Start("finds", () => Stage.Count("k", 2));
    }

    protected override void CheckMore() => Stage.Expect(_stopped is not null, "The stop did not end.");

    private Task StartAsync() => Schedule.Choose(2) == 1 ? Slowly() : Task.CompletedTask;
}
