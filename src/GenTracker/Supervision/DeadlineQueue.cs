using System;
using System.Threading;
using GenTracker.Dispatching;

namespace GenTracker.Supervision;

/// <summary>
/// All phases with the same budget, in the order in which they got it, which is the order in which it is used up: one timer for the first of them is
/// enough, however many there are. Hardly any phase uses its budget up, so the timer is not stopped when the last phase has ended: it finds out.
/// </summary>
/// <remarks>The idea: the lists of equal intervals in George Varghese and Tony Lauck, "Hashed and Hierarchical Timing Wheels", 1987.</remarks>
internal sealed class DeadlineQueue(TimeProvider time, TimeSpan budget)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly long _budget = (long)((Int128)budget.Ticks * time.TimestampFrequency / TimeSpan.TicksPerSecond);
    private Deadline? _first;
    private Deadline? _last;
    private ITimer? _timer;

    public TimeSpan Budget => budget;

    /// <summary>Lets the phase expire when the budget is used up from now on, unless what this returns was disposed before.</summary>
    public Deadline Add(Phase phase)
    {
        lock (_gate)
        {
            if (_timer is null)
            {
                using (NoFlow.Begin())
                    _timer = time.CreateTimer(static state => ((DeadlineQueue)state!).OnTimer(), this, budget, Timeout.InfiniteTimeSpan);
            }

            var deadline = new Deadline(this, phase, time.GetTimestamp() + _budget) { IsQueued = true, Earlier = _last };
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
        lock (_gate)
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
            deadline.Leave();
        }
    }

    private void OnTimer()
    {
        Deadline? due;
        lock (_gate)
            due = TakeDue(time.GetTimestamp());
        while (due is not null)
        {
            Deadline? later = due.Later;
            due.Leave();
            due.Phase.Expire();
            due = later;
        }
    }

    /// <summary>Takes out those whose time has come, linked to each other, and sets the timer for the next one, or does away with it.</summary>
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
            _timer!.Change(Left(now, next.Due), Timeout.InfiniteTimeSpan);
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

    /// <summary>What is left of a budget, in whole ticks of the platform's timers: less than one would fire at once, and too early.</summary>
    private TimeSpan Left(long now, long due)
    {
        TimeSpan left = time.GetElapsedTime(now, due);
        return left < Tick ? Tick : left;
    }
}
