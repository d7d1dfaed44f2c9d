using System;

namespace GenTracker;

/// <summary>
/// Overrides options of the tracker for one child. <see langword="null"/> keeps the tracker's value. Instances are immutable, so children may share one.
/// </summary>
public sealed record ChildOptions
{
    /// <summary>When the child is restarted.</summary>
    public RestartPolicy? Restart { get; init; }

    /// <summary>
    /// Time that the child has to end after its stopping token fires. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> and zero are allowed.
    /// </summary>
    public TimeSpan? StopTimeout { get; init; }

    /// <summary>Whether <see cref="ITrackedChild.RunAsync"/> is called on a thread of its own, for code that blocks.</summary>
    public bool? LongRunning { get; init; }
}
