using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace GenTracker.Compare.Measuring;

/// <summary>The result of one comparison over all processes. It is stored, and the page is rendered from it.</summary>
internal sealed record Result
{
    /// <inheritdoc cref="Measurement.Id"/>
    public required string Id { get; init; }

    /// <summary>The name of the suite, as given to <c>--only</c>.</summary>
    public string? Suite { get; init; }

    /// <inheritdoc cref="Measurement.Operation"/>
    public required string Operation { get; init; }

    /// <inheritdoc cref="Measurement.Unit"/>
    public required string Unit { get; init; }

    /// <inheritdoc cref="Measurement.Children"/>
    public int? Children { get; init; }

    /// <inheritdoc cref="Measurement.Threads"/>
    public int Threads { get; init; }

    /// <inheritdoc cref="Measurement.Goal"/>
    public double? Goal { get; init; }

    /// <summary>The contender that is measured.</summary>
    public required string Ours { get; init; }

    /// <summary>The name of our contender.</summary>
    public string? OurWay { get; init; }

    /// <summary>Our cost for each operation.</summary>
    public required Spread OurCost { get; init; }

    /// <summary>The other contender, if any.</summary>
    public string? Theirs { get; init; }

    /// <summary>The other contender's cost for each operation.</summary>
    public Spread? TheirCost { get; init; }

    /// <summary>The ratio of our cost to theirs in each round.</summary>
    public Spread? Ratio { get; init; }

    /// <summary>Whether the median ratio meets the goal. <see langword="null"/> if there is no goal.</summary>
    [JsonIgnore]
    public bool? IsReached => Goal is { } goal && Ratio is { } ratio ? ratio.Median <= goal : null;

    /// <summary>Combines the rounds of several processes.</summary>
    public static Result Combine(IReadOnlyList<Measurement> launches)
    {
        Measurement first = launches[0];
        double[] ours = [.. launches.SelectMany(launch => launch.OurRounds)];
        double[] theirs = [.. launches.SelectMany(launch => launch.TheirRounds)];
        return new Result
        {
            Id = first.Id,
            Operation = first.Operation,
            Unit = first.Unit,
            Children = first.Children,
            Threads = first.Threads,
            Goal = first.Goal,
            Ours = first.Ours,
            OurWay = first.OurWay,
            OurCost = Spread.FromValues(ours),
            Theirs = first.Theirs,
            TheirCost = first.Theirs is null ? null : Spread.FromValues(theirs),
            Ratio = first.Theirs is null ? null : Spread.FromValues(ours.Zip(theirs, static (our, their) => our / their)),
        };
    }
}
