using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Children;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;

namespace GenTracker.Soak.Chaos;

/// <summary>The readers of a tracker's events: two keep up, one is slow, one leaves or throws again and again, one does not read until the end.</summary>
internal sealed class EventReaders(TrackerUnderTest tracker, RandomSource random)
{
    private readonly List<EventReader> _steady = [];
    private CancellationToken _end;

    /// <summary>Starts to read.</summary>
    /// <param name="late">When the reader that does not read starts to read after all.</param>
    /// <param name="end">Ends all reading; else it ends with the tracker.</param>
    public IEnumerable<Task> Start(Task late, CancellationToken end)
    {
        _end = end;
        yield return Read(static _ => null);
        yield return Read(static _ => null);
        yield return Read(_ => random.OneIn(100) ? Task.Delay(random.Milliseconds(30), CancellationToken.None) : null);
        yield return Read(number => number == 3 ? late : null);
        yield return ComeAndGoAsync();
        tracker.Report.Faults.Add(FaultKind.ReaderKeepsUp);
        tracker.Report.Faults.Add(FaultKind.ReaderIsSlow);
    }

    /// <summary>Opens some children of an idle tracker, and compares what all readers were told with what is there.</summary>
    public async Task CompareAsync(int keys, TaskCompletionSource late)
    {
        late.TrySetResult();
        var running = new List<ProbeChild>();
        for (int number = 0; number < keys / 2 && tracker.CanOpen; number++)
        {
            if (await tracker.OpenAsync(TrackerUnderTest.KeyOf(number)) is { } child)
                running.Add(child);
        }

        Check(tracker.Tracker, "the enumeration", running);
        Check(tracker.Tracker.GetChildren().Where(static info => info.State == ChildState.Running).Select(static info => info.Child!), "the list", running);
        if (tracker.Tracker.Count != running.Count)
            tracker.Report.Violation($"the {tracker.Name} counts {tracker.Tracker.Count} children, {running.Count} run");

        using var end = CancellationTokenSource.CreateLinkedTokenSource(_end);
        var fresh = new EventReader(tracker);
        Task reading = fresh.ReadAsync(static _ => null, end.Token);
        foreach (EventReader reader in _steady.Append(fresh))
        {
            await Eventually.BecomesAsync(() => !running.Except(reader.Running).Any(), tracker.Report, () => "the event of a child that was opened");
            Check(reader.Running, "a reader", running);
        }

        await end.CancelAsync();
        await reading;
    }

    private void Check(IEnumerable<ProbeChild> told, string where, List<ProbeChild> running)
    {
        List<ProbeChild> found = [.. told];
        foreach (ProbeChild child in running.Except(found))
            child.Oracle.Violation($"{where} of the {tracker.Name} lacks a child that runs");
        foreach (ProbeChild child in found.Except(running))
            child.Oracle.Violation($"{where} of the {tracker.Name} has a child that does not run");
    }

    private Task Read(Func<long, Task?> pace)
    {
        var reader = new EventReader(tracker);
        _steady.Add(reader);
        return Task.Run(() => reader.ReadAsync(pace, _end));
    }

    private async Task ComeAndGoAsync()
    {
        while (!tracker.IsClosing && !_end.IsCancellationRequested)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(_end);
            leaving.CancelAfter(1 + random.Below(100));
            int last = random.OneIn(2) ? random.Below(20) : int.MaxValue;
            await new EventReader(tracker).ReadAsync(number => number < last ? null : throw new FaultException("reader"), leaving.Token);
        }
    }
}
