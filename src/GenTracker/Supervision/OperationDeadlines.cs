using System;
using System.Collections.Generic;
using System.Threading;
using GenTracker.Dispatching;
using GenTracker.Table;

namespace GenTracker.Supervision;

/// <summary>Schedules the timeouts of a tracker's operations.</summary>
internal sealed class DeadlineScheduler
{
    private readonly TimeProvider _time;

    // For each timeout, one for each stripe of the keys: so processors seldom meet.
    private readonly DeadlineQueue[] _queues;
    private readonly int _timeouts;

    /// <summary>Operations with one of these timeouts, of keys of one stripe, share a timer. All others have one each.</summary>
    public DeadlineScheduler(TimeProvider time, params ReadOnlySpan<TimeSpan> timeouts)
    {
        _time = time;
        _timeouts = timeouts.Length;
        _queues = new DeadlineQueue[timeouts.Length * LockStripes.Count];
        for (int i = 0; i < _queues.Length; i++)
            _queues[i] = new DeadlineQueue(time, timeouts[i / LockStripes.Count]);
    }

    /// <summary>
    /// Times the operation out after the given time, unless it is removed before. False if operations with this timeout share no timer.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="timeout">Its timeout.</param>
    /// <param name="place">Where it is, for <see cref="Remove"/>. Never 0.</param>
    public bool TryQueue(ChildOperation operation, TimeSpan timeout, out int place)
    {
        for (int i = 0; i < _timeouts; i++)
        {
            DeadlineQueue queue = QueueOf(operation, i);
            if (queue.Interval != timeout)
                continue;
            place = (queue.Add(operation) * _timeouts) + i + 1;
            return true;
        }

        place = 0;
        return false;
    }

    /// <summary>Removes the operation from its place, unless it has left it before.</summary>
    public void Remove(ChildOperation operation, int place)
    {
        (int slot, int queue) = Math.DivRem(place - 1, _timeouts);
        QueueOf(operation, queue).Remove(slot, operation);
    }

    /// <summary>Times the operation out after the given time, by a timer of its own, unless the caller disposes it before.</summary>
    public IDisposable StartTimer(ChildOperation operation, TimeSpan timeout)
    {
        using (ExecutionContextFlow.Suppress())
            return _time.CreateTimer(static state => ((ChildOperation)state!).TimeOut(), operation, timeout, Timeout.InfiniteTimeSpan);
    }

    private DeadlineQueue QueueOf(ChildOperation operation, int timeout) =>
        _queues[(timeout * LockStripes.Count) + LockStripes.IndexOf(operation.Owner.Hash)];
}

/// <summary>
/// All operations with the same timeout, in the order in which they got it, which is the order in which it elapses. So one timer for the first is
/// enough. Hardly any operation times out, so the timer is not stopped when the last one completes: it finds an empty queue.
/// </summary>
/// <remarks>
/// The idea: the lists of equal intervals in George Varghese and Tony Lauck, "Hashed and Hierarchical Timing Wheels", 1987. The list is in an array, whose
/// slots are used again, so that a timeout allocates nothing.
/// </remarks>
internal sealed class DeadlineQueue(TimeProvider time, TimeSpan interval)
{
    private const int None = -1;
    private const int MinLength = 4;

    // An empty queue keeps no longer array than this.
    private const int LongestKept = 64;

    private static readonly TimeSpan TimerResolution = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly long _interval = (long)((Int128)interval.Ticks * time.TimestampFrequency / TimeSpan.TicksPerSecond);
    private Deadline[] _slots = [];
    private int _first = None;
    private int _last = None;

    // Free slots form a list, linked by Later. Slots from _used on were never used.
    private int _firstFree = None;
    private int _used;
    private ITimer? _timer;

    public TimeSpan Interval => interval;

    /// <summary>Adds the operation, and returns the number of its slot.</summary>
    public int Add(ChildOperation operation)
    {
        lock (_lock)
        {
            if (_timer is null)
            {
                using (ExecutionContextFlow.Suppress())
                    _timer = time.CreateTimer(static state => ((DeadlineQueue)state!).OnTimer(), this, interval, Timeout.InfiniteTimeSpan);
            }

            int slot = TakeSlot();
            _slots[slot] = new Deadline { Operation = operation, Due = time.GetTimestamp() + _interval, Earlier = _last, Later = None };
            if (_last == None)
                _first = slot;
            else
                _slots[_last].Later = slot;
            _last = slot;
            return slot;
        }
    }

    /// <summary>Removes the operation from its slot, unless it has left it: the slot may be another one's.</summary>
    public void Remove(int slot, ChildOperation operation)
    {
        lock (_lock)
        {
            if ((uint)slot < (uint)_slots.Length && ReferenceEquals(_slots[slot].Operation, operation))
                Unlink(slot);
        }
    }

    private void OnTimer()
    {
        List<ChildOperation> due;
        lock (_lock)
            due = TakeDue(time.GetTimestamp());
        foreach (ChildOperation operation in due)
            operation.TimeOut();
    }

    /// <summary>Takes out the operations that are due, and sets the timer for the next one, or disposes it.</summary>
    private List<ChildOperation> TakeDue(long now)
    {
        var due = new List<ChildOperation>();
        while (_first != None && _slots[_first].Due <= now)
        {
            due.Add(_slots[_first].Operation!);
            Unlink(_first);
        }

        if (_first != None)
        {
            _timer!.Change(Remaining(now, _slots[_first].Due), Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer!.Dispose();
            _timer = null;
        }

        return due;
    }

    private int TakeSlot()
    {
        if (_firstFree != None)
        {
            int free = _firstFree;
            _firstFree = _slots[free].Later;
            return free;
        }

        if (_used == _slots.Length)
            Array.Resize(ref _slots, Math.Max(MinLength, _slots.Length * 2));
        return _used++;
    }

    private void Unlink(int slot)
    {
        (int earlier, int later) = (_slots[slot].Earlier, _slots[slot].Later);
        if (earlier == None)
            _first = later;
        else
            _slots[earlier].Later = later;
        if (later == None)
            _last = earlier;
        else
            _slots[later].Earlier = earlier;

        // Clears the operation: a child that has ended must not be kept.
        _slots[slot] = new Deadline { Later = _firstFree };
        _firstFree = slot;
        if (_first == None && _slots.Length > LongestKept)
            (_slots, _firstFree, _used) = ([], None, 0);
    }

    /// <summary>The rest of an interval, at least one tick of the platform's timers: a shorter timer would fire too early.</summary>
    private TimeSpan Remaining(long now, long due)
    {
        TimeSpan remaining = time.GetElapsedTime(now, due);
        return remaining < TimerResolution ? TimerResolution : remaining;
    }

    /// <summary>One slot: an operation and when it is due, a timestamp of the clock. The links are numbers of slots.</summary>
    private struct Deadline
    {
        public ChildOperation? Operation;
        public long Due;
        public int Earlier;
        public int Later;
    }
}

/// <summary>Two timers of one operation, of which the first that elapses counts: that of a start, and that of a stop which came meanwhile.</summary>
internal sealed class CompositeTimer(IDisposable first, IDisposable second) : IDisposable
{
    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}
