using System.Collections.Generic;

namespace GenTracker.Compare.Measuring;

/// <summary>The measurement of one comparison in one process: the costs of both contenders in each round.</summary>
internal sealed record Measurement
{
    /// <summary>The id of the comparison, such as <c>find/100k/dictionary</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The description of the operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The unit of the costs: ns, B, ms or MB.</summary>
    public string Unit { get; init; } = "ns";

    /// <summary>Number of children.</summary>
    public int? Children { get; init; }

    /// <summary>Number of threads.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The goal: the highest acceptable ratio, if any.</summary>
    public double? Goal { get; init; }

    public required string Ours { get; init; }

    /// <summary>The name of our contender.</summary>
    public string? OurWay { get; init; }

    /// <summary>The name of the other contender. <see langword="null"/> if ours is measured alone.</summary>
    public string? Theirs { get; init; }

    /// <summary>Our costs in each round.</summary>
    public IReadOnlyList<double> OurRounds { get; init; } = [];

    /// <summary>The other contender's costs in the same rounds.</summary>
    public IReadOnlyList<double> TheirRounds { get; init; } = [];
}
