using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>Two callers close a tracker while others open, adopt, stop and increment. Both closes end, and no child gets in later.</summary>
internal sealed class CloseAnything : TrackerScenario
{
    private int _closed;

    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            var script = new ChildScript { OnStart = (_, _) => YieldAsync(), OnAfterTerminate = _ => YieldAsync() };
            (ProbeChild? child, TrackerException? refusal) = await Harness.TryOpenAsync("a", script);
            Harness.Expect(child is not null || refusal is TrackerClosedException, $"An opener got {refusal?.GetType().Name}.");
            if (child is not null)
                Harness.IncrementUntilRefused("a", 2);
            await Harness.TryOpenAsync("b");
        });
        Start("adopts", async () =>
        {
            ProbeChild child = Harness.CreateAdopted("b");
            try
            {
                if (!Harness.Tracker.TryAddExisting("b", child, null, out ChildRegistration? registration))
                    return;
                Harness.IncrementUntilRefused("b", 1);
                await registration.DisposeAsync();
            }
            catch (TrackerClosedException)
            {
                Harness.Expect(!child.Completion.IsCompleted, "A child that was refused has ended.");
            }
        });
        for (int closer = 0; closer < 2; closer++)
        {
            Start("closes " + closer, async () =>
            {
                await Harness.CloseAsync();
                _closed++;
                Harness.Expect(Harness.Find("a") is null && Harness.Find("b") is null, "A child was found in a closed tracker.");
                (ProbeChild? child, _) = await Harness.TryOpenAsync("c");
                Harness.Expect(child is null, "A closed tracker has opened a child.");
            });
        }
    }

    protected override void CheckScenario() => Harness.Expect(_closed == 2, "A close did not end.");
}
