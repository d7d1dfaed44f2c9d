using System;
using System.Collections.Generic;

namespace GenTracker;

/// <summary>Snapshot of one child, for tools.</summary>
public sealed record MonitoredChild
{
    /// <summary>Text of the key, of at most 256 characters.</summary>
    public required string KeyText { get; init; }

    /// <summary>State of the child.</summary>
    public required ChildState State { get; init; }

    /// <summary>Number of the incarnation.</summary>
    public required long Incarnation { get; init; }

    /// <summary>Number of restarts since the key was opened or adopted.</summary>
    public required int Restarts { get; init; }

    /// <summary>When this incarnation began to start or was adopted, by the tracker's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Time since then; zero if the clock was set back to before it.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>How the previous incarnation ended. <see langword="null"/> if there was none.</summary>
    public ChildExit? LastExit { get; init; }

    /// <summary>
    /// Values of the attributes, in the order of <see cref="ITrackerMonitor.Attributes"/>. Empty if there is no child object yet. They are a user's objects,
    /// whose texts may throw.
    /// </summary>
    public required IReadOnlyList<object?> Values { get; init; }
}
