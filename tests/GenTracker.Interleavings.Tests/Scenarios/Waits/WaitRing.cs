using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>Two children open each other in their starts, begun by different callers: one of them at least is told of the ring, and nobody waits for ever.</summary>
internal sealed class WaitRing : TrackerScenario
{
    private int _told;
    private int _answered;

    protected override void Begin()
    {
        Start("opens a", () => OpenAsync("a"));
        Start("opens b", () => OpenAsync("b"));
    }

    protected override void CheckMore()
    {
        Stage.Expect(_answered == 2, "An opener was told nothing.");
        Stage.Expect(_told >= 1, "Nobody was told of the ring.");
    }

    private async Task OpenAsync(string key)
    {
        await Stage.TryOpenAsync(key, Opening(key));
        _answered++;
    }

    private Script Opening(string key) => new()
    {
        Starting = async (_, _) =>
        {
            string other = key == "a" ? "b" : "a";
            try
            {
                await Stage.InsideAsync(Stage.Tracker.OpenAsync(other, name => Stage.Make(name, Opening(other)), default).AsTask()).ConfigureAwait(false);
            }
            catch (WaitCycleException)
            {
                _told++;
                throw;
            }
        },
    };
}
