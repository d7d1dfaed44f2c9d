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
            Start("waits until a is free", async () =>
            {
                await Harness.WhenFreeAsync("a");
                await OpenAnotherAsync(isFree: true);
            });
            Start("stops a", async () =>
            {
                await Harness.StopAsync("a");
                await OpenAnotherAsync(isFree: true);
            });
            Start("opens b", () => OpenAnotherAsync(isFree: false));
        });

    private async Task OpenAnotherAsync(bool isFree)
    {
        (ProbeChild? another, TrackerException? refusal) = await Harness.TryOpenAsync("b");
        Harness.Expect(another is not null || !isFree, $"The only key is free, and another one got {refusal?.GetType().Name}.");
        if (another is null)
            return;
        (_, refusal) = await Harness.TryOpenNewAsync("a", "opens a again");
        Harness.Expect(refusal is TrackerFullException, $"The tracker is full, and one more key got {refusal?.GetType().Name ?? "a child"}.");
    }
}
