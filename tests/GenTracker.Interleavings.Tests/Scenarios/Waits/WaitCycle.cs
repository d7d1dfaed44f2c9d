using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Waits;

/// <summary>Two children open each other in their starts. At least one gets the exception, and nobody waits for ever.</summary>
internal sealed class WaitCycle : TrackerScenario
{
    private int _cycles;
    private int _answered;

    protected override void Begin()
    {
        Start("opens a", () => OpenAsync("a"));
        Start("opens b", () => OpenAsync("b"));
    }

    protected override void CheckScenario()
    {
        Harness.Expect(_answered == 2, "An opener got no answer.");
        Harness.Expect(_cycles >= 1, "Nobody got the exception of the wait cycle.");
    }

    private async Task OpenAsync(string key)
    {
        await Harness.TryOpenAsync(key, ScriptOf(key));
        _answered++;
    }

    private ChildScript ScriptOf(string key) => new()
    {
        OnStart = async (_, _) =>
        {
            string other = key == "a" ? "b" : "a";
            try
            {
                Task open = Harness.Tracker.OpenAsync(other, name => Harness.Create(name, ScriptOf(other)), default).AsTask();
                await Harness.InsideAsync(open).ConfigureAwait(false);
            }
            catch (WaitCycleException)
            {
                _cycles++;
                throw;
            }
        },
    };
}
