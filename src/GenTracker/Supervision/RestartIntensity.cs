using System;
using System.Collections.Generic;

namespace GenTracker.Supervision;

/// <summary>
/// Counts the restarts of one child, as OTP's restart intensity does: whether one more is allowed, and how long to wait before it. It reads timestamps,
/// since the system clock may be changed. Not thread-safe.
/// </summary>
internal sealed class RestartIntensity(RestartBackoff backoff, int maxRestarts, TimeSpan window, TimeProvider time, Func<double> randomizer)
{
    private readonly Queue<long> _restarts = new();
    private int _consecutiveFailures;

    /// <summary>Counts a restart; false, and nothing is counted, if the window holds as many as are allowed.</summary>
    /// <param name="now">The timestamp of the end that it follows.</param>
    /// <param name="runningSince">The timestamp since when the ended child could be found; null if it never could.</param>
    public bool TryCount(long now, long? runningSince)
    {
        while (_restarts.TryPeek(out long oldest) && time.GetElapsedTime(oldest, now) >= window)
            _restarts.Dequeue();
        if (_restarts.Count >= maxRestarts)
            return false;
        _restarts.Enqueue(now);
        if (runningSince is { } since && time.GetElapsedTime(since, now) >= backoff.ResetAfter)
            _consecutiveFailures = 0;
        return true;
    }

    /// <summary>The delay before the restart that was counted last.</summary>
    public TimeSpan NextDelay()
    {
        double grown = backoff.Initial.Ticks * Math.Pow(backoff.Factor, _consecutiveFailures++);
        var longest = (long)Math.Min(grown, backoff.Max.Ticks);
        long delay = longest - (long)(longest * backoff.Jitter * randomizer());

        // Only a delay of zero restarts at once, whatever the rounding of a long one comes to.
        return TimeSpan.FromTicks(longest == 0 ? 0 : Math.Max(1, delay));
    }
}
