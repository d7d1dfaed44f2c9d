using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Interleavings.Support;

/// <summary>A subscriber, and what must be true of everything that it was told.</summary>
internal sealed class Watcher(Stage stage)
{
    private readonly List<(ChildEvent<string, Subject> Event, long Count)> _told = [];
    private bool _hasEnded;

    public IEnumerable<ChildEvent<string, Subject>> Told => _told.Select(static told => told.Event);

    public async Task WatchAsync(CancellationToken cancellationToken = default)
    {
        await foreach (ChildEvent<string, Subject> happened in stage.Tracker.WatchAsync(cancellationToken))
        {
            stage.Schedule.Note(() => Describe(happened));
            if (happened.Kind == ChildEventKind.Terminated)
                happened.Child!.EndWasTold = true;
            _told.Add((happened, happened.Child?.Count ?? 0));
        }

        _hasEnded = true;
    }

    /// <summary>No gaps, every child told of once and ended once, and with its final attributes. Called when the tracker has closed.</summary>
    public void Check()
    {
        if (_told.Count == 0 && !_hasEnded)
            return;
        string all = string.Join("; ", Told.Select(Describe));
        stage.Expect(_hasEnded, $"The stream of events did not end: {all}");
        var running = new Dictionary<string, Subject>();
        var owed = new HashSet<string>();
        var known = new HashSet<string>();
        bool isSynced = false;
        long number = 0;
        foreach ((ChildEvent<string, Subject> happened, long count) in _told)
        {
            stage.Expect(happened.Number == ++number, $"An event has number {happened.Number} instead of {number}: {all}");
            if (happened.Child is { } child)
                stage.Expect(child.IsAdopted || (child.HasStarted && !child.WasOvertaken), $"An event told of {child}, which has not started or was stopped while it did: {all}");
            switch (happened.Kind)
            {
                case ChildEventKind.Synced:
                    stage.Expect(!isSynced, $"Synced was told twice: {all}");
                    isSynced = true;
                    break;
                case ChildEventKind.Present or ChildEventKind.Started or ChildEventKind.Restarted:
                    stage.Expect(isSynced == happened.Kind is not ChildEventKind.Present, $"{happened.Kind} was told on the wrong side of Synced: {all}");
                    stage.Expect(running.TryAdd(happened.Key!, happened.Child!), $"Two children of {happened.Key} run at a time: {all}");
                    // The first that is heard of a key may be its restart: the end before it was told before the subscription began.
                    bool isOwed = owed.Remove(happened.Key!);
                    bool isFirst = known.Add(happened.Key!);
                    stage.Expect(isFirst || isOwed == happened.Kind is ChildEventKind.Restarted, $"A restart that was not announced, or a start instead of it: {all}");
                    break;
                case ChildEventKind.Terminated:
                    stage.Expect(count == happened.Child!.Count, $"{happened.Child} was told to have ended when its count was {count}; it ended at {happened.Child.Count}.");
                    bool wasRunning = running.Remove(happened.Key!, out Subject? ended);
                    bool isLastWord = (owed.Remove(happened.Key!) || known.Add(happened.Key!)) && !happened.Exit!.Value.WillRestart;
                    stage.Expect(isSynced && (wasRunning ? ended == happened.Child : isLastWord), $"An end without a beginning: {all}");
                    if (happened.Exit!.Value.WillRestart)
                        owed.Add(happened.Key!);
                    break;
                default:
                    stage.Expect(false, $"Unexpected: {all}");
                    break;
            }
        }

        stage.Expect(isSynced, $"Synced was not told: {all}");
        stage.Expect(running.Count == 0 && owed.Count == 0, $"The stream of events ended with children that run or are to be restarted: {all}");
    }

    private static string Describe(ChildEvent<string, Subject> happened) =>
        $"{happened.Number} {happened.Kind}{(happened.Child is null ? "" : " " + happened.Child)}{(happened.Exit is { } exit ? $" ({exit.Reason}{(exit.WillRestart ? ", will restart" : "")})" : "")}";
}
