using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace GenTracker.Compare.Measuring;

/// <summary>What all processes together measured of one comparison. This is what is kept, and what the page is made of.</summary>
internal sealed record Result
{
    /// <inheritdoc cref="Measurement.Id"/>
    public required string Id { get; init; }

    /// <summary>The suite that has measured it: what <c>--only</c> takes.</summary>
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

    /// <summary>Who is measured: us, but for what has no other.</summary>
    public required string Ours { get; init; }

    /// <summary>How ours does it.</summary>
    public string? OurWay { get; init; }

    /// <summary>What an operation of ours costs.</summary>
    public required Spread OurCost { get; init; }

    /// <summary>The other contender, where there is one.</summary>
    public string? Theirs { get; init; }

    /// <summary>What an operation of theirs costs.</summary>
    public Spread? TheirCost { get; init; }

    /// <summary>The ratios of ours to theirs, of each round.</summary>
    public Spread? Ratio { get; init; }

    /// <summary>Whether the median ratio is within the goal; null where none is set.</summary>
    [JsonIgnore]
    public bool? IsReached => Goal is { } goal && Ratio is { } ratio ? ratio.Median <= goal : null;

    /// <summary>Pools the rounds of several processes.</summary>
    public static Result Of(IReadOnlyList<Measurement> launches)
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
            OurCost = Spread.Of(ours),
            Theirs = first.Theirs,
            TheirCost = first.Theirs is null ? null : Spread.Of(theirs),
            Ratio = first.Theirs is null ? null : Spread.Of(ours.Zip(theirs, static (our, their) => our / their)),
        };
    }
}
