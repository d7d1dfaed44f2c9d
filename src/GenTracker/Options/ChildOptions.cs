using System;

namespace GenTracker;

/// <summary>What one child does otherwise than its tracker's options say. Null means: as the tracker. Immutable, so one may be shared.</summary>
public sealed record ChildOptions
{
    /// <summary>Which of its ends are followed by a restart.</summary>
    public RestartPolicy? Restart { get; init; }

    /// <summary>How long it may take to end once it was told to; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> and zero are allowed.</summary>
    public TimeSpan? StopTimeout { get; init; }
}
