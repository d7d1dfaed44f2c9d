using System;

namespace GenTracker;

/// <summary>Delay before a restart. It grows with each consecutive failure. Instances are immutable, so trackers may share one.</summary>
public sealed record RestartBackoff
{
    /// <summary>Delay before the first restart. Default: 50 ms. Zero restarts at once.</summary>
    public TimeSpan Initial { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Factor by which each further consecutive failure multiplies the delay. Default: 2. Minimum: 1.</summary>
    public double Factor { get; init; } = 2;

    /// <summary>Longest delay. Default: 5 s.</summary>
    public TimeSpan Max { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Random part of each delay, from 0 (none) to 1 (all of it): a delay <c>d</c> becomes a random time that is longer than <c>d * (1 - Jitter)</c> and at
    /// most <c>d</c>, each with the same probability. So children that fail together do not restart together. Default: 1, any time up to <c>d</c> (full
    /// jitter).
    /// </summary>
    public double Jitter { get; init; } = 1;

    /// <summary>
    /// An incarnation that ran at least this long counts as stable: after its failure the delay starts at <see cref="Initial"/> again. Default: 30 s.
    /// </summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromSeconds(30);
}
