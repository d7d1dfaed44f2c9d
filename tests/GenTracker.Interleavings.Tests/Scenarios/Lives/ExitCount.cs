using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>Two count on a child, and one sets its title, while it ends: what was reported as done is there at the end, and nothing else.</summary>
internal sealed class ExitCount : TrackerScenario
{
    protected override void Begin()
    {
        Start("opens", async () =>
        {
            var script = new Script
            {
                Running = async (child, _) =>
                {
                    child.TryCount();
                    await Slowly().ConfigureAwait(false);
                    child.TryCount();
                },
            };
            Subject child = await Stage.OpenAsync("k", script);
            Start("counts", () => Stage.Count("k", 3));
            Start("holds and counts", () => CountHeld(child));
            Start("sets", () => Set(child));
            Start("waits for the end", async () =>
            {
                await child.Completion;
                Stage.Expect(!child.TryCount(), "A child was counted on after its completion.");
            });
        });
    }

    private void CountHeld(Subject child)
    {
        while (child.TryCount() && child.Done < 5)
        {
        }

        if (child.WasRefused)
            Stage.Expect(Stage.Find("k") != child, "A child was found after it had refused a count.");
    }

    private void Set(Subject child)
    {
        if (!child.TrySetTitle("one"))
            return;
        bool second = child.TrySetTitle("two");
        Stage.Expect(!second || child.Title == "two", "A title that was set is not there.");
    }
}
