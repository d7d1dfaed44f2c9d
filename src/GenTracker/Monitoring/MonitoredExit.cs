using System.Collections.Generic;

namespace GenTracker;

/// <summary>The end of one incarnation, for tools.</summary>
public sealed record MonitoredExit
{
    /// <summary>Text of the key, of at most 256 characters.</summary>
    public required string KeyText { get; init; }

    /// <summary>How it ended.</summary>
    public required ChildExit Exit { get; init; }

    /// <summary>Final values of the attributes, in the order of <see cref="ITrackerMonitor.Attributes"/>. Empty if the constructor gave no child.</summary>
    public required IReadOnlyList<object?> Values { get; init; }
}
