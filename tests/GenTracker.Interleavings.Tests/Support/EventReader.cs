using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Oracles;

namespace GenTracker.Interleavings.Support;

/// <summary>Reads a tracker's events and checks them.</summary>
internal sealed class EventReader(TrackerHarness harness)
{
    private readonly List<(ChildEvent<string, ProbeChild> Event, long Count)> _events = [];
    private bool _hasEnded;

    public IEnumerable<ChildEvent<string, ProbeChild>> Events => _events.Select(static happened => happened.Event);

    public async Task ReadAsync(CancellationToken cancellationToken = default)
    {
        await foreach (ChildEvent<string, ProbeChild> happened in harness.Tracker.WatchAsync(cancellationToken))
        {
            harness.Schedule.Note(() => $"event {happened.Number} {happened.Kind} {happened.Child} {happened.Exit?.Reason}");
            if (happened.Kind == ChildEventKind.Terminated)
                happened.Child!.EndWasReported = true;
            _events.Add((happened, happened.Child?.Count ?? 0));
        }

        _hasEnded = true;
    }

    /// <summary>Called when the tracker has closed.</summary>
    public void Check()
    {
        if (_events.Count == 0 && !_hasEnded)
            return;
        harness.Expect(_hasEnded, "The stream of events did not end.");
        var oracle = new EventStreamOracle<string, ProbeChild>((what, _) => harness.Expect(false, what));
        foreach ((ChildEvent<string, ProbeChild> happened, long count) in _events)
        {
            harness.Expect(happened.Kind != ChildEventKind.Resync, "A reader that never fell behind got Resync.");
            if (happened.Child is { } child)
            {
                harness.Expect(
                    child.IsAdopted || (child.HasStarted && !child.WasStoppedInStart),
                    $"An event names {child}, which has not started or was stopped while it did.");
                harness.Expect(
                    happened.Kind != ChildEventKind.Terminated || count == child.Count,
                    $"{child} had the count {count} at the event of its end, and {child.Count} later.");
            }

            oracle.Take(happened);
        }

        oracle.Complete();
    }
}
