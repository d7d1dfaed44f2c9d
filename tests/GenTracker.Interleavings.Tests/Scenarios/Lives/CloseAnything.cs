using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>A tracker closes, twice at once, while keys are opened, adopted, stopped and counted on: it ends, and nothing gets in behind it.</summary>
internal sealed class CloseAnything : TrackerScenario
{
    private int _closed;

    protected override Stage Set(Schedule schedule)
    {
        var stage = new Stage(schedule);
        stage.Watch();
        return stage;
    }

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            (Subject? child, TrackerException? refusal) = await Stage.TryOpenAsync("a", new Script { Starting = (_, _) => Slowly(), Ending = _ => Slowly() });
            Stage.Expect(child is not null || refusal is TrackerClosedException, $"An opener was told {refusal?.GetType().Name}.");
            if (child is not null)
                Stage.Count("a", 2);
            await Stage.TryOpenAsync("b");
        });
        Start("adopts", async () =>
        {
            Subject child = Stage.MakeAdopted("b");
            try
            {
                if (!Stage.Tracker.TryAddExisting("b", child, null, out ChildRegistration? registration))
                    return;
                Stage.Count("b", 1);
                await registration.DisposeAsync();
            }
            catch (TrackerClosedException)
            {
                Stage.Expect(!child.Completion.IsCompleted, "A child that was refused has ended.");
            }
        });
        for (int closer = 0; closer < 2; closer++)
        {
            Start("closes " + closer, async () =>
            {
                await Stage.CloseAsync();
                _closed++;
                Stage.Expect(Stage.Find("a") is null && Stage.Find("b") is null, "A child was found in a closed tracker.");
                (Subject? child, _) = await Stage.TryOpenAsync("c");
                Stage.Expect(child is null, "A closed tracker has opened a child.");
            });
        }
    }

    protected override void CheckMore() => Stage.Expect(_closed == 2, "A close did not end.");
}
