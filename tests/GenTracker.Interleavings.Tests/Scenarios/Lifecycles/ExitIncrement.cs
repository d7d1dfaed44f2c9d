using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>A child ends while two callers increment and one sets its title. Its final values have the reported writes, and no others.</summary>
internal sealed class ExitIncrement : TrackerScenario
{
    protected override void Begin()
    {
        Start("opens", async () =>
        {
            var script = new ChildScript
            {
                OnRun = async (child, _) =>
                {
                    child.TryIncrement();
                    await YieldAsync().ConfigureAwait(false);
                    child.TryIncrement();
                },
            };
            ProbeChild child = await Harness.OpenAsync("k", script);
            Start("counts", () => Harness.IncrementUntilRefused("k", 3));
            Start("holds and counts", () => CountHeld(child));
            Start("sets", () => Set(child));
            Start("waits for the end", async () =>
            {
                await child.Completion;
                Harness.Expect(!child.TryIncrement(), "A child was counted on after its completion.");
            });
        });
    }

    private void CountHeld(ProbeChild child)
    {
        while (child.TryIncrement() && child.Done < 5)
        {
        }

        if (child.WasRefused)
            Harness.Expect(Harness.Find("k") != child, "A child was found after it had refused a count.");
    }

    private void Set(ProbeChild child)
    {
        if (!child.TrySetTitle("one"))
            return;
        bool second = child.TrySetTitle("two");
        Harness.Expect(!second || child.Title == "two", "A title that was set is not there.");
    }
}
