using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Dispatching;

/// <summary>A timer that fires once on the watchdog's thread. Its callback only posts work.</summary>
internal sealed class WatchdogTimer(Watchdog watchdog, TimerCallback callback, object? state) : ITimer
{
    private static long _lastId;

    private readonly long _id = Interlocked.Increment(ref _lastId);

    public static IComparer<WatchdogTimer> ByDueTime { get; } =
        Comparer<WatchdogTimer>.Create(static (left, right) => (left.Due, left._id).CompareTo((right.Due, right._id)));

    /// <summary>A timestamp of the system clock. Guarded by the watchdog's lock.</summary>
    public long Due { get; set; }

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
            watchdog.Cancel(this);
        else
            watchdog.Schedule(this, dueTime);
        return true;
    }

    public void Dispose() => watchdog.Cancel(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>The system clock, with timers that do not need the pool. They fire once: the runtime has no others.</summary>
internal sealed class WatchdogTimeProvider(Watchdog watchdog) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchdogTimer(watchdog, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
