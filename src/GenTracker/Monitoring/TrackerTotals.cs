using System;

namespace GenTracker;

/// <summary>What has happened to the children of a tracker since it was made. The numbers only rise.</summary>
public sealed record TrackerTotals
{
    /// <summary>How many incarnations have begun to run, adopted ones included.</summary>
    public required long Starts { get; init; }

    /// <summary>How many incarnations have ended, failed starts included.</summary>
    public required long Exits { get; init; }

    /// <summary>How many restarts were begun.</summary>
    public required long Restarts { get; init; }

    /// <summary>How many children were abandoned, those included that have ended since.</summary>
    public required long Abandoned { get; init; }

    /// <summary>How many children were given up with <see cref="ExitReason.RestartLimit"/>.</summary>
    public required long RestartLimits { get; init; }

    /// <summary>When a child was last abandoned, by the tracker's clock. <see langword="null"/> if none was.</summary>
    public DateTimeOffset? LastAbandonedAt { get; init; }

    /// <summary>When a child last reached its restart limit, by the tracker's clock. <see langword="null"/> if none has.</summary>
    public DateTimeOffset? LastRestartLimitAt { get; init; }
}
