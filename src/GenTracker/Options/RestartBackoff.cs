using System;

namespace GenTracker;

/// <summary>How long the wait before a restart is: it grows with each failure in a row. Immutable, so one may be shared.</summary>
public sealed record RestartBackoff
{
    /// <summary>The delay before the first restart. 50 ms by default; zero restarts at once.</summary>
    public TimeSpan Initial { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>What the delay is multiplied with at each further failure in a row. 2 by default; at least 1.</summary>
    public double Factor { get; init; } = 2;

    /// <summary>The longest delay. 5 s by default.</summary>
    public TimeSpan Max { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The part of each delay that is left to chance, from 0 (none) to 1: a delay <c>d</c> is drawn between <c>d * (1 - Jitter)</c> and
    /// <c>d</c>, so that children that failed together do not come back together. 0.2 by default.
    /// </summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>An incarnation that ran at least this long counts as stable: the next failure starts from <see cref="Initial"/> again. 30 s by default.</summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromSeconds(30);
}
