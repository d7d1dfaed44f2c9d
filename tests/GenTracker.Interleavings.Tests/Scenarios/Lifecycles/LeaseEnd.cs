using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>
/// Two callers take leases of a child, and give them back, while it ends by itself. What is given back before the seal is not in the final value. What is
/// given back later changes nothing, and a lease that is asked for later is refused.
/// </summary>
internal sealed class LeaseEnd : TrackerScenario
{
    protected override void Begin()
    {
        Start("opens", async () =>
        {
            ProbeChild child = await Harness.OpenAsync("k", new ChildScript { OnRun = (_, _) => YieldAsync() });
            for (int caller = 0; caller < 2; caller++)
            {
                Start("holds " + caller, () =>
                {
                    using CounterLease? lease = child.Acquire();
                    if (lease is null)
                        Harness.Expect(Harness.Find("k") != child, "A child was found after it had refused a lease.");
                });
            }
        });
    }

    protected override void CheckScenario() =>
        Harness.Expect(Harness.Children[0].Count is >= 0 and <= 2, $"{Harness.Children[0].Count} leases of 2 are in the final value.");
}
