using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>A lease is disposed while its child fails and is made again. The count of the successor is exactly what the successor's own callers hold.</summary>
internal sealed class LeaseRestart : TrackerScenario
{
    private CounterLease? _second;

    protected override void Configure(TrackerOptions options) => options.Restart = RestartPolicy.Permanent;

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            ProbeChild child = await Harness.OpenAsync("k", new ChildScript
            {
                OnRun = (child, token) => Harness.Children[0] == child ? FailAsync() : ChildScript.RunUntilStoppedAsync(token),
            });
            CounterLease? lease = child.Acquire();
            Start("disposes", () => lease?.Dispose());
            Start("holds the next", async () =>
            {
                ProbeChild next = await Harness.Tracker.WaitForAsync("k", next => next != child);
                _second = next.Acquire();
            });
        });
    }

    protected override void CheckScenario()
    {
        Harness.Expect(_second is not null, "The successor refused a lease while it ran.");
        Harness.Expect(Harness.Children is [_, { Count: 1 }], $"The successor ended at {Harness.Children[^1].Count}, and one lease of it is held.");
    }

    private async Task FailAsync()
    {
        await YieldAsync().ConfigureAwait(false);
        throw new InvalidOperationException("lost the source");
    }
}
