using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Limits;

/// <summary>
/// One key in a tracker for one child, and callers that all want that key: while it is free, or while its child ends by itself. Nobody is told that the tracker
/// is full, for no other key is there.
/// </summary>
internal sealed class RoomForOne(bool isTaken, params KeyCall[] calls) : TrackerScenario
{
    private const string Key = "k";

    protected override void Configure(TrackerOptions options) => options.MaxChildren = 1;

    protected override void Begin()
    {
        if (!isTaken)
        {
            StartCalls();
            return;
        }

        Start("opens", async () =>
        {
            await Harness.OpenAsync(Key, new ChildScript { OnRun = (_, _) => YieldAsync() });
            StartCalls();
        });
    }

    private void StartCalls()
    {
        foreach (KeyCall call in calls)
            Start(call.ToString(), async () => ExpectRoom(call, await CallAsync(call, caller: call.ToString())));
    }

    /// <summary>Makes the call, and returns why it was refused.</summary>
    private async Task<Exception?> CallAsync(KeyCall call, string caller)
    {
        switch (call)
        {
            case KeyCall.FindOrOpen:
                return (await Harness.TryOpenAsync(Key, opener: caller)).Refusal;
            case KeyCall.Open:
                return (await Harness.TryOpenNewAsync(Key, caller)).Refusal;
            case KeyCall.Reopen:
                return (await Harness.ReopenAsync(Key, caller)).Refusal;
            case KeyCall.TakeOver:
                return (await Harness.TakeOverAsync(Key, caller, Harness.CreateAdopted(Key, caller))).Refusal;
            default:
                return Adopt(caller);
        }
    }

    private TrackerException? Adopt(string caller)
    {
        ProbeChild child = Harness.CreateAdopted(Key, caller);
        try
        {
            Harness.Own(child, Harness.Tracker.AddExisting(Key, child));
            return null;
        }
        catch (TrackerException refusal)
        {
            return refusal;
        }
    }

    private void ExpectRoom(KeyCall call, Exception? refusal) =>
        Harness.Expect(refusal is not TrackerFullException, $"{call} was told that the tracker is full, and there is no other key.");
}
