using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Supervision;

/// <summary>
/// A user's clock on which supervision can rely: it never throws. While the clock is out of order, the time stands still and the system's timers stand in for
/// its own. The first failure is logged.
/// </summary>
internal sealed class GuardedTimeProvider : TimeProvider
{
    private readonly TimeProvider _time;
    private readonly Action<Exception> _onFailure;
    private readonly long _frequency;
    private long _lastUtcTicks = DateTimeOffset.UnixEpoch.UtcTicks;
    private long _lastTimestamp;
    private int _hasFailed;

    public GuardedTimeProvider(TimeProvider time, Action<Exception> onFailure)
    {
        _time = time;
        _onFailure = onFailure;
        _frequency = time.TimestampFrequency > 0
            ? time.TimestampFrequency
            : throw new ArgumentException($"{time.GetType().Name}.TimestampFrequency must be positive.", nameof(time));
        GetUtcNow();
        GetTimestamp();
    }

    public override long TimestampFrequency => _frequency;

    public override DateTimeOffset GetUtcNow()
    {
        try
        {
            DateTimeOffset now = _time.GetUtcNow();
            Volatile.Write(ref _lastUtcTicks, now.UtcTicks);
            return now;
        }
        catch (Exception exception)
        {
            OnFailure(exception);
            return new DateTimeOffset(Volatile.Read(ref _lastUtcTicks), TimeSpan.Zero);
        }
    }

    public override long GetTimestamp()
    {
        try
        {
            long timestamp = _time.GetTimestamp();
            Volatile.Write(ref _lastTimestamp, timestamp);
            return timestamp;
        }
        catch (Exception exception)
        {
            OnFailure(exception);
            return Volatile.Read(ref _lastTimestamp);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new GuardedTimer(this, callback, state, dueTime, period);

    private ITimer CreateTimerUnguarded(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        try
        {
            return _time.CreateTimer(callback, state, dueTime, period) ?? throw new InvalidOperationException("TimeProvider.CreateTimer returned null.");
        }
        catch (Exception exception)
        {
            OnFailure(exception);
            return System.CreateTimer(callback, state, dueTime, period);
        }
    }

    private void OnFailure(Exception exception)
    {
        if (Interlocked.Exchange(ref _hasFailed, 1) == 0)
            _onFailure(exception);
    }

    private sealed class GuardedTimer : ITimer
    {
        private readonly GuardedTimeProvider _owner;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private ITimer _timer;

        public GuardedTimer(GuardedTimeProvider owner, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _owner = owner;
            _callback = callback;
            _state = state;
            _timer = owner.CreateTimerUnguarded(callback, state, dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            try
            {
                return _timer.Change(dueTime, period);
            }
            catch (Exception exception)
            {
                _owner.OnFailure(exception);
                Dispose();
                _timer = System.CreateTimer(_callback, _state, dueTime, period);
                return true;
            }
        }

        public void Dispose()
        {
            try
            {
                _timer.Dispose();
            }
            catch (Exception exception)
            {
                _owner.OnFailure(exception);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
