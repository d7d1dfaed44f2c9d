using System;

namespace GenTracker;

/// <summary>How one incarnation of a child ended.</summary>
public readonly record struct ChildExit
{
    /// <summary>Why it ended.</summary>
    public ExitReason Reason { get; init; }

    /// <summary>What its constructor, start or run threw; null where nothing was thrown.</summary>
    public Exception? Exception { get; init; }

    /// <summary>When this incarnation began to start, or was adopted, by the tracker's clock.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When its attributes were sealed, by the tracker's clock.</summary>
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>The incarnation's number; for one key it only ever rises.</summary>
    public long Incarnation { get; init; }

    /// <summary>How often the child had been restarted before this incarnation.</summary>
    public int Restarts { get; init; }

    /// <summary>Whether a restart was meant to follow at that moment. A stop during the delay before it still ends the key.</summary>
    public bool WillRestart { get; init; }
}
