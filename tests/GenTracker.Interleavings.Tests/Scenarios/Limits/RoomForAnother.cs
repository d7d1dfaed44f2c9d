using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Limits;

/// <summary>
/// A key becomes free in a tracker for one child. Whoever has seen that it is free opens another key, and whoever has opened the other key is told that there
/// is no room for the first one.
/// </summary>
internal sealed class RoomForAnother : TrackerScenario
{
    protected override void Configure(TrackerOptions options) => options.MaxChildren = 1;

    protected override void Begin() =>
        Start("opens a", async () =>
        {
            await Harness.OpenAsync("a", new ChildScript { OnRun = (_, _) => YieldAsync() });
            Start("waits until a is free", () => OpenAnotherAsync(() => Harness.WhenFreeAsync("a")));
            Start("stops a", () => OpenAnotherAsync(() => Harness.StopAsync("a")));
            Start("settles", async () =>
            {
                await Harness.Tracker.WhenSettledAsync();
                _ = await Harness.TryOpenAsync("b");
            });
        });

    private async Task OpenAnotherAsync(Func<Task> freeFirst)
    {
        await freeFirst();
        (ProbeChild? another, TrackerException? refusal) = await Harness.TryOpenAsync("b");
        Harness.Expect(another is not null, $"The only key is free, and another one got {refusal?.GetType().Name}.");
        (_, refusal) = await Harness.TryOpenNewAsync("a", "opens a again");
        Harness.Expect(refusal is TrackerFullException, $"The tracker is full, and one more key got {refusal?.GetType().Name ?? "a child"}.");
    }
}
