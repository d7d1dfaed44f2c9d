using System;

namespace GenTracker.Observability;

/// <summary>Times between two readings of the wall clock.</summary>
internal static class WallClock
{
    /// <summary>The time from one reading to another. Never negative: the clock may have been set back.</summary>
    public static TimeSpan GetElapsed(DateTimeOffset from, DateTimeOffset to) => to > from ? to - from : TimeSpan.Zero;
}
