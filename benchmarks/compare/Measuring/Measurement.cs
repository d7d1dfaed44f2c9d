using System.Collections.Generic;

namespace GenTracker.Compare.Measuring;

/// <summary>What one process measured of one comparison: the cost of an operation, round by round, of both contenders.</summary>
internal sealed record Measurement
{
    /// <summary>What is compared: <c>find/100k/dictionary</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The operation, in words.</summary>
    public required string Operation { get; init; }

    /// <summary>What a cost is counted in: ns, B, ms, MB.</summary>
    public string Unit { get; init; } = "ns";

    /// <summary>How many children there are.</summary>
    public int? Children { get; init; }

    /// <summary>How many threads do the work.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The highest ratio that is good enough, where one is set.</summary>
    public double? Goal { get; init; }

    public required string Ours { get; init; }

    /// <summary>How ours does it.</summary>
    public string? OurWay { get; init; }

    /// <summary>The other contender; null where there is none, and ours is measured for itself.</summary>
    public string? Theirs { get; init; }

    /// <summary>The costs of ours, a round each.</summary>
    public IReadOnlyList<double> OurRounds { get; init; } = [];

    /// <summary>The costs of theirs, the same rounds.</summary>
    public IReadOnlyList<double> TheirRounds { get; init; } = [];
}
