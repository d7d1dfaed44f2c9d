using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Oracles;
using GenTracker.Soak.Children;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;

namespace GenTracker.Soak.Chaos;

/// <summary>Reads a tracker's events; an oracle checks them, and so what is promised of a child whose end is told.</summary>
internal sealed class EventReader
{
    private readonly Lock _lock = new();
    private readonly TrackerUnderTest _tracker;
    private readonly EventStreamOracle<string, ProbeChild> _oracle;

    public EventReader(TrackerUnderTest tracker)
    {
        _tracker = tracker;
        _oracle = new EventStreamOracle<string, ProbeChild>(
            (what, key) => tracker.Report.Violation($"{tracker.Name}: {what}", key is null ? null : tracker.HistoryOf(key)));
    }

    /// <summary>The children that run, as far as was told.</summary>
    public IReadOnlyList<ProbeChild> Running
    {
        get
        {
            lock (_lock)
                return [.. _oracle.Running];
        }
    }

    /// <summary>Reads to the end of the stream, and pauses after the events that the pace names.</summary>
    public async Task ReadAsync(Func<long, Task?> pace, CancellationToken cancellationToken)
    {
        SoakReport report = _tracker.Report;
        try
        {
            await foreach (ChildEvent<string, ProbeChild> happened in _tracker.Tracker.WatchAsync(cancellationToken))
            {
                report.Totals.Add(Total.Events);
                lock (_lock)
                    _oracle.Take(happened);
                if (happened.Kind == ChildEventKind.Resync)
                    report.Outcomes.Add(Outcome.ReaderFellBehind);
                if (happened.Kind == ChildEventKind.Terminated)
                    CheckTerminated(happened);
                if (pace(happened.Number) is { } pause)
                    await pause;
            }

            _oracle.Complete();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            report.Faults.Add(FaultKind.ReaderLeaves);
            Forget();
        }
        catch (FaultException)
        {
            report.Faults.Add(FaultKind.ReaderThrows);
            Forget();
        }
        catch (Exception exception)
        {
            report.Violation($"{_tracker.Name}: an event stream failed: {exception}");
        }
    }

    private void Forget()
    {
        lock (_lock)
            _oracle.Clear();
    }

    /// <summary>Promises 3 and 4: the end is published, and the attributes are final.</summary>
    private void CheckTerminated(in ChildEvent<string, ProbeChild> happened)
    {
        ProbeChild child = happened.Child!;
        child.Oracle.Expect(child.Oracle.Script.Key == happened.Key, "an event tells of a child under another key");
        child.Oracle.Expect(child.Completion.IsCompleted, "an event told the end before Completion");
        child.Oracle.Expect(!child.TryIncrementCount(1, out _), "an event told the end of a child that takes counts");
        child.Oracle.Expect(!ReferenceEquals(_tracker.Tracker.Find(happened.Key!), child), "an event told the end of a child that is found");
    }
}
