using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>A key is reopened by two callers, and never stopped. Who waits until it is free waits until the tracker closes.</summary>
internal sealed class WhenFreeReopen : TrackerScenario
{
    private bool _isClosing;
    private bool _isFree;

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            await Harness.OpenAsync("k", new ChildScript { OnAfterTerminate = _ => YieldAsync() });
            Schedule.Start(
                "waits",
                async () =>
                {
                    await Harness.WhenFreeAsync("k");
                    Harness.Expect(_isClosing, "A wait for a free key ended, and the key was handed on and never free.");
                    _isFree = true;
                },
                mayWaitForever: true);
            foreach (string caller in (string[])["a", "b"])
                Start("reopens as " + caller, () => Harness.ReopenAsync("k", caller));
        });
    }

    public override Task EndAsync()
    {
        _isClosing = true;
        return base.EndAsync();
    }

    protected override void CheckScenario() => Harness.Expect(_isFree, "A wait for a free key did not end.");
}
