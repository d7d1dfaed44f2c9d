using System;
using System.Collections.Generic;

namespace GenTracker.Supervision;

/// <summary>
/// The restarts of one child: whether one more is allowed, and how long to wait before it. By timestamps: a clock on the wall may be set. Not
/// thread-safe.
/// </summary>
internal sealed class RestartTally(RestartBackoff backoff, int maxRestarts, TimeSpan window, TimeProvider time, Func<double> chance)
{
    private readonly Queue<long> _restarts = new();
    private int _failuresInARow;

    /// <summary>Counts a restart, unless there were as many within the window as are allowed.</summary>
    /// <param name="now">The timestamp of the end that it follows.</param>
    /// <param name="runningSince">The timestamp from which what has ended was findable; null where it never was.</param>
    public bool TryCount(long now, long? runningSince)
    {
        while (_restarts.TryPeek(out long oldest) && time.GetElapsedTime(oldest, now) >= window)
            _restarts.Dequeue();
        if (_restarts.Count >= maxRestarts)
            return false;
        _restarts.Enqueue(now);
        if (runningSince is { } since && time.GetElapsedTime(since, now) >= backoff.ResetAfter)
            _failuresInARow = 0;
        return true;
    }

    /// <summary>The delay before the restart that was counted last.</summary>
    public TimeSpan NextDelay()
    {
        double grown = backoff.Initial.Ticks * Math.Pow(backoff.Factor, _failuresInARow++);
        double capped = Math.Min(grown, backoff.Max.Ticks);
        return TimeSpan.FromTicks((long)(capped * (1 - (backoff.Jitter * chance()))));
    }
}
