using System;
using System.Diagnostics;
using System.Threading;

namespace GenTracker.Soak.Support;

/// <summary>Real time that never goes back. Counts the timers that are not disposed of.</summary>
internal sealed class CountingTimeProvider : TimeProvider
{
    private readonly DateTimeOffset _origin = DateTimeOffset.UtcNow;
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _timers;

    public int Timers => Volatile.Read(ref _timers);

    public override DateTimeOffset GetUtcNow() => _origin + Stopwatch.GetElapsedTime(_started);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _timers);
        return new CountedTimer(this, base.CreateTimer(callback, state, dueTime, period));
    }

    private sealed class CountedTimer(CountingTimeProvider time, ITimer timer) : ITimer
    {
        private int _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
                Interlocked.Decrement(ref time._timers);
            timer.Dispose();
        }

        public System.Threading.Tasks.ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
