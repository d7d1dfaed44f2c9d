using System;
using System.Threading;
using GenTracker.Dispatching;

namespace GenTracker.Supervision;

/// <summary>Schedules the timeouts of a tracker's operations.</summary>
internal sealed class DeadlineScheduler
{
    private readonly TimeProvider _time;
    private readonly DeadlineQueue[] _queues;

    /// <summary>Operations with one of these timeouts share a timer. All others have one each.</summary>
    public DeadlineScheduler(TimeProvider time, params ReadOnlySpan<TimeSpan> timeouts)
    {
        _time = time;
        _queues = new DeadlineQueue[timeouts.Length];
        for (int i = 0; i < timeouts.Length; i++)
            _queues[i] = new DeadlineQueue(time, timeouts[i]);
    }

    /// <summary>Times the operation out after the given time, unless the caller disposes the result before.</summary>
    public IDisposable Schedule(ChildOperation operation, TimeSpan timeout)
    {
        foreach (DeadlineQueue queue in _queues)
        {
            if (queue.Interval == timeout)
                return queue.Add(operation);
        }

        using (ExecutionContextFlow.Suppress())
            return _time.CreateTimer(static state => ((ChildOperation)state!).TimeOut(), operation, timeout, Timeout.InfiniteTimeSpan);
    }
}

/// <summary>
/// All operations with the same timeout, in the order in which they got it, which is the order in which it elapses. So one timer for the first is
/// enough. Hardly any operation times out, so the timer is not stopped when the last one completes: it finds an empty queue.
/// </summary>
/// <remarks>The idea: the lists of equal intervals in George Varghese and Tony Lauck, "Hashed and Hierarchical Timing Wheels", 1987.</remarks>
internal sealed class DeadlineQueue(TimeProvider time, TimeSpan interval)
{
    private static readonly TimeSpan TimerResolution = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly long _interval = (long)((Int128)interval.Ticks * time.TimestampFrequency / TimeSpan.TicksPerSecond);
    private Deadline? _first;
    private Deadline? _last;
    private ITimer? _timer;

    public TimeSpan Interval => interval;

    public Deadline Add(ChildOperation operation)
    {
        lock (_lock)
        {
            if (_timer is null)
            {
                using (ExecutionContextFlow.Suppress())
                    _timer = time.CreateTimer(static state => ((DeadlineQueue)state!).OnTimer(), this, interval, Timeout.InfiniteTimeSpan);
            }

            var deadline = new Deadline(this, operation, time.GetTimestamp() + _interval) { IsQueued = true, Earlier = _last };
            if (_last is null)
                _first = deadline;
            else
                _last.Later = deadline;
            _last = deadline;
            return deadline;
        }
    }

    public void Remove(Deadline deadline)
    {
        lock (_lock)
        {
            if (!deadline.IsQueued)
                return;
            if (deadline.Earlier is { } earlier)
                earlier.Later = deadline.Later;
            else
                _first = deadline.Later;
            if (deadline.Later is { } later)
                later.Earlier = deadline.Earlier;
            else
                _last = deadline.Earlier;
            deadline.Unlink();
        }
    }

    private void OnTimer()
    {
        Deadline? due;
        lock (_lock)
            due = TakeDue(time.GetTimestamp());
        while (due is not null)
        {
            Deadline? later = due.Later;
            due.Unlink();
            due.Operation.TimeOut();
            due = later;
        }
    }

    /// <summary>Takes out the deadlines that are due, linked to each other, and sets the timer for the next one, or disposes it.</summary>
    private Deadline? TakeDue(long now)
    {
        Deadline? first = _first;
        Deadline? last = null;
        for (; _first is { } due && due.Due <= now; _first = due.Later)
        {
            due.IsQueued = false;
            last = due;
        }

        if (_first is { } next)
        {
            next.Earlier = null;
            _timer!.Change(Remaining(now, next.Due), Timeout.InfiniteTimeSpan);
        }
        else
        {
            _last = null;
            _timer!.Dispose();
            _timer = null;
        }

        if (last is null)
            return null;
        last.Later = null;
        return first;
    }

    /// <summary>The rest of an interval, at least one tick of the platform's timers: a shorter timer would fire too early.</summary>
    private TimeSpan Remaining(long now, long due)
    {
        TimeSpan remaining = time.GetElapsedTime(now, due);
        return remaining < TimerResolution ? TimerResolution : remaining;
    }
}

/// <summary>One operation's place in a <see cref="DeadlineQueue"/>, until it is due or disposed. The queue's lock guards the links.</summary>
internal sealed class Deadline(DeadlineQueue queue, ChildOperation operation, long due) : IDisposable
{
    public ChildOperation Operation => operation;

    /// <summary>A timestamp of the queue's clock.</summary>
    public long Due => due;

    public bool IsQueued { get; set; }

    public Deadline? Earlier { get; set; }

    public Deadline? Later { get; set; }

    public void Dispose() => queue.Remove(this);

    /// <summary>Clears the links: a caller that keeps an ended child must not keep those that started beside it.</summary>
    public void Unlink()
    {
        IsQueued = false;
        Earlier = null;
        Later = null;
    }
}

/// <summary>Two deadlines of one operation, of which the first counts: that of a start, and that of a stop which came meanwhile.</summary>
internal sealed class CompositeDeadline(IDisposable first, IDisposable second) : IDisposable
{
    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}
