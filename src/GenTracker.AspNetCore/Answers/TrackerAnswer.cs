using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace GenTracker.AspNetCore.Answers;

/// <summary>All trackers, at one time.</summary>
internal sealed record TrackersAnswer(DateTime Time, bool AllowStop, double SampleSeconds, IReadOnlyList<TrackerAnswer> Trackers);

/// <summary>One tracker as a whole.</summary>
internal sealed record TrackerAnswer
{
    public required string Name { get; init; }

    public required string ChildType { get; init; }

    public required bool IsClosed { get; init; }

    public required CountsAnswer Counts { get; init; }

    public required TotalsAnswer Totals { get; init; }

    /// <summary>Each second.</summary>
    public required RatesAnswer Rates { get; init; }

    public required DateTime? LastAbandonedAt { get; init; }

    public required DateTime? LastRestartLimitAt { get; init; }

    public required HistoryAnswer History { get; init; }

    /// <summary>Null if it is told elsewhere in the same answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? AllowStop { get; init; }

    /// <summary>Null if nobody has asked for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AttributeAnswer>? Attributes { get; init; }
}

/// <summary>The number of children in each state.</summary>
internal sealed record CountsAnswer(int Starting, int Running, int Restarting, int Terminating, int Abandoned)
{
    [JsonIgnore]
    public int Total => Starting + Running + Restarting + Terminating + Abandoned;

    public static CountsAnswer From(IReadOnlyDictionary<ChildState, int> counts) => new(
        counts[ChildState.Starting], counts[ChildState.Running], counts[ChildState.Restarting], counts[ChildState.Terminating], counts[ChildState.Abandoned]);
}

/// <summary>What has happened since the tracker was made.</summary>
internal sealed record TotalsAnswer(long Starts, long Exits, long Restarts, long Abandoned, long RestartLimits);

/// <summary>How often something happens each second.</summary>
internal sealed record RatesAnswer(double Starts, double Exits, double Restarts);

/// <summary>The last five minutes, the oldest sample first.</summary>
internal sealed record HistoryAnswer(
    IReadOnlyList<int> Running, IReadOnlyList<double> Starts, IReadOnlyList<double> Exits, IReadOnlyList<double> Restarts);

/// <summary>An attribute of the tracked class.</summary>
internal sealed record AttributeAnswer(
    string Name, string Type, string Kind, string? Unit, IReadOnlyList<string> Options, IReadOnlyList<string> Metrics, bool IsSecret);
