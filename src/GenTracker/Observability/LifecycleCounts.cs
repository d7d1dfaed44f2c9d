using System;

namespace GenTracker.Observability;

/// <summary>
/// Counts what happens to the children of a tracker, for those who ask later. All members are thread-safe. Nothing is decided by these numbers, so the
/// atomic operations are those of the platform, which the explorer does not interrupt.
/// </summary>
internal sealed class LifecycleCounts
{
    private long _starts;
    private long _exits;
    private long _restarts;
    private long _abandoned;
    private long _restartLimits;

    // Ticks in UTC; 0 if it has not happened.
    private long _lastAbandoned;
    private long _lastRestartLimit;

    public void OnStarted() => System.Threading.Interlocked.Increment(ref _starts);

    public void OnRestart() => System.Threading.Interlocked.Increment(ref _restarts);

    public void OnExit(in ChildExit exit)
    {
        System.Threading.Interlocked.Increment(ref _exits);
        if (exit.Reason != ExitReason.RestartLimit)
            return;
        System.Threading.Interlocked.Increment(ref _restartLimits);
        System.Threading.Interlocked.Exchange(ref _lastRestartLimit, exit.EndedAt.UtcTicks);
    }

    public void OnAbandoned(DateTimeOffset now)
    {
        System.Threading.Interlocked.Increment(ref _abandoned);
        System.Threading.Interlocked.Exchange(ref _lastAbandoned, now.UtcTicks);
    }

    public TrackerTotals ToTotals() => new()
    {
        Starts = System.Threading.Interlocked.Read(ref _starts),
        Exits = System.Threading.Interlocked.Read(ref _exits),
        Restarts = System.Threading.Interlocked.Read(ref _restarts),
        Abandoned = System.Threading.Interlocked.Read(ref _abandoned),
        RestartLimits = System.Threading.Interlocked.Read(ref _restartLimits),
        LastAbandonedAt = ToTime(System.Threading.Interlocked.Read(ref _lastAbandoned)),
        LastRestartLimitAt = ToTime(System.Threading.Interlocked.Read(ref _lastRestartLimit)),
    };

    private static DateTimeOffset? ToTime(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
