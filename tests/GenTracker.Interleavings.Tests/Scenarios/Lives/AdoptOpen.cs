using System.Collections.Generic;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>Two adopt objects under one key while another opens it; owners end what they brought. One has the key at a time.</summary>
internal sealed class AdoptOpen : TrackerScenario
{
    private readonly List<Subject> _brought = [];

    protected override Stage Set(Schedule schedule)
    {
        var stage = new Stage(schedule);
        stage.Watch();
        return stage;
    }

    protected override void Begin()
    {
        for (int owner = 0; owner < 2; owner++)
        {
            Subject child = Stage.MakeAdopted("k");
            _brought.Add(child);
            Start("adopts " + owner, () => AdoptAsync(child));
        }

        Start("opens", async () =>
        {
            Subject child = await Stage.OpenAsync("k");
            child.TryCount();
        });
    }

    private async Task AdoptAsync(Subject child)
    {
        if (!Stage.Tracker.TryAddExisting("k", child, null, out ChildRegistration? registration))
        {
            Stage.Expect(!child.Completion.IsCompleted, "A child that was not adopted has ended.");
            return;
        }

        child.TryCount();
        Stage.Count("k", 1);
        await registration.DisposeAsync();
        Stage.Expect(child.Ends == 1 && child.IsOver, "A registration was disposed, and the end of its child has not run.");
        Stage.Expect(Stage.Find("k") != child, "A child was found after its registration had been disposed.");
    }
}
