using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Testing;

/// <summary>The clock of a schedule. It moves from timer to timer when the schedule says so.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly List<VirtualTimer> _pending = [];
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public bool HasPending => _pending.Count > 0;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan)
            throw new NotSupportedException("Only one-shot timers are explored.");
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer, the oldest of those due at the same time, and returns it.</summary>
    public IThreadPoolWorkItem? AdvanceToNextTimer()
    {
        VirtualTimer? next = null;
        foreach (VirtualTimer timer in _pending)
        {
            if (next is null || timer.Due < next.Due)
                next = timer;
        }

        if (next is null)
            return null;
        _pending.Remove(next);
        if (next.Due > _now)
            _now = next.Due;
        return next;
    }

    private sealed class VirtualTimer(VirtualTime owner, TimerCallback callback, object? state) : ITimer, IThreadPoolWorkItem
    {
        public DateTimeOffset Due { get; private set; }

        public void Execute() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            owner._pending.Remove(this);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            Due = owner._now + dueTime;
            owner._pending.Add(this);
            return true;
        }

        public void Dispose() => owner._pending.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
