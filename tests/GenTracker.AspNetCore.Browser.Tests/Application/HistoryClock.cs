using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.AspNetCore.Browser.Tests.Application;

/// <summary>
/// The system's clock, which the test may put forward, so that five minutes of history need no five minutes. Periodic timers fire only then; delays and
/// timeouts take their real time, so that pages stay live.
/// </summary>
internal sealed class HistoryClock(TimeSpan start) : TimeProvider
{
    private readonly List<Action> _periodic = [];
    private TimeSpan _offset = start;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(_offset.TotalSeconds * TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period == Timeout.InfiniteTimeSpan)
            return System.CreateTimer(callback, state, dueTime, period);
        _periodic.Add(() => callback(state));
        return new PutForwardTimer();
    }

    public void PutForward(TimeSpan by)
    {
        _offset += by;
        _periodic.ForEach(static callback => callback());
    }

    private sealed class PutForwardTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
