using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>Two callers dispose one lease, one of them twice, while a third one counts and waits for its own count alone. It is given back once.</summary>
internal sealed class LeaseLease : TrackerScenario
{
    private long _left;

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            ProbeChild child = await Harness.OpenAsync("k");
            CounterLease lease = child.Acquire()!;
            Start("waits", async () =>
            {
                ProbeChild found = await Harness.Tracker.WaitForAsync("k", static child => child.Survivor == 1 && child.Count == 1);
                _left = found.Count;
            });
            Start("disposes", lease.Dispose);
            Start("disposes twice", () =>
            {
                lease.Dispose();
                lease.Dispose();
            });
            Start("counts", () =>
            {
                child.TryIncrement();
                child.TryIncrementSurvivor();
            });
        });
    }

    protected override void CheckScenario()
    {
        Harness.Expect(_left == 1, "The wait for the disposed lease has not ended.");
        Harness.Expect(Harness.Children[0].Count == 1, $"1 was counted beside the lease, and {Harness.Children[0].Count} is the final value.");
    }
}
