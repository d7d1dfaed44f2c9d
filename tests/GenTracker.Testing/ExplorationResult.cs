using System;

namespace GenTracker.Testing;

/// <summary>What an exploration has found.</summary>
public sealed record ExplorationResult
{
    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>How many schedules were run.</summary>
    public required int Schedules { get; init; }

    /// <summary>How many different ones: no two of them made the same decisions.</summary>
    public required int Distinct { get; init; }

    /// <summary>How many steps were made in all.</summary>
    public required long Steps { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The bound of an exhaustive exploration; null for one that was drawn from seeds.</summary>
    public int? Preemptions { get; init; }

    /// <summary>Whether an exhaustive exploration has tried all schedules within its bound.</summary>
    public bool IsComplete { get; init; }

    /// <summary>What broke; null where every promise was kept.</summary>
    public Exception? Failure { get; init; }

    /// <summary>The seed whose schedule broke it.</summary>
    public ulong? FailingSeed { get; init; }

    /// <summary>The steps of the schedule that broke it.</summary>
    public string? Trace { get; init; }

    /// <summary>Throws where a promise was broken, with the seed and the trace.</summary>
    public void ThrowIfBroken()
    {
        if (Failure is not null)
            throw new BrokenPromiseException(ToString(), Failure);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string how = Preemptions is { } bound ? (bound == int.MaxValue ? "depth first" : $"at most {bound} preemptions") + (IsComplete ? ", complete" : "") : "drawn from seeds";
        string figures = FormattableString.Invariant(
            $"{Scenario}: {Distinct:N0} distinct of {Schedules:N0} schedules, {how}; {Steps / Math.Max(1, Schedules)} steps each, {Schedules / Math.Max(Elapsed.TotalSeconds, 1e-9):N0} schedules/s");
        if (Failure is null)
            return figures;
        string where = FailingSeed is { } seed ? $"seed {seed}" : Preemptions is null ? "the schedule without any switching" : $"schedule {Schedules}";
        return $"{figures}{Environment.NewLine}BROKEN in {where}: {Failure.Message}{Environment.NewLine}{Trace}";
    }
}
