using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>A clock that moves only when a test moves it, and fires timers at their exact time.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The number of timers that wait: what has ended leaves none behind.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_lock)
                return _timers.Count;
        }
    }

    /// <summary>Called on each read of the time: it may throw.</summary>
    public Action? OnNow { get; set; }

    /// <summary>The offset of the system clock. Timers and timestamps do not see it.</summary>
    public TimeSpan Set { get; set; }

    public override DateTimeOffset GetUtcNow() => GetNow() + Set;

    public override long GetTimestamp() => GetNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan)
            throw new NotSupportedException("The runtime uses one-shot timers only.");
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock to the next timer within the span and fires it; false, with the clock at the end of the span, if none is due.</summary>
    public bool AdvanceToNextTimer(DateTimeOffset end)
    {
        ManualTimer? next;
        lock (_lock)
        {
            next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is null)
            {
                _now = end;
                return false;
            }

            _now = next.Due > _now ? next.Due : _now;
            _timers.Remove(next);
        }

        next.Fire();
        return true;
    }

    private DateTimeOffset GetNow()
    {
        OnNow?.Invoke();
        lock (_lock)
            return _now;
    }

    private sealed class ManualTimer(ManualTime owner, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                owner._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = owner._now + dueTime;
                owner._timers.Add(this);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
