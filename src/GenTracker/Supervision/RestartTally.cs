using System;
using System.Collections.Generic;

namespace GenTracker.Supervision;

/// <summary>The restarts of one child: whether one more is allowed, and how long to wait before it. Not thread-safe.</summary>
internal sealed class RestartTally(RestartBackoff backoff, int maxRestarts, TimeSpan window, Func<double> chance)
{
    private readonly Queue<DateTimeOffset> _restarts = new();
    private int _failuresInARow;

    /// <summary>Counts a restart, unless there were as many within the window as are allowed.</summary>
    public bool TryCount(DateTimeOffset now)
    {
        while (_restarts.TryPeek(out DateTimeOffset oldest) && now - oldest >= window)
            _restarts.Dequeue();
        if (_restarts.Count >= maxRestarts)
            return false;
        _restarts.Enqueue(now);
        return true;
    }

    /// <summary>The delay before the restart that follows an incarnation that ran for the given time.</summary>
    public TimeSpan NextDelay(TimeSpan ran)
    {
        if (ran >= backoff.ResetAfter)
            _failuresInARow = 0;
        double grown = backoff.Initial.Ticks * Math.Pow(backoff.Factor, _failuresInARow++);
        double capped = Math.Min(grown, backoff.Max.Ticks);
        return TimeSpan.FromTicks((long)(capped * (1 - (backoff.Jitter * chance()))));
    }
}
