using System;

namespace GenTracker.Testing;

/// <summary>The result of an exploration.</summary>
public sealed record ExplorationResult
{
    public required string Scenario { get; init; }

    public required int Schedules { get; init; }

    /// <summary>Schedules that differ in a decision.</summary>
    public required int Distinct { get; init; }

    public required long Steps { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>The bound of an exhaustive search; null if the schedules were drawn from seeds.</summary>
    public int? Preemptions { get; init; }

    /// <summary>Whether the search ran all schedules within its bound.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The broken promise, if any.</summary>
    public Exception? Failure { get; init; }

    public ulong? FailingSeed { get; init; }

    public string? Trace { get; init; }

    /// <summary>Throws if a promise was broken, with the seed and the trace.</summary>
    public void ThrowIfBroken()
    {
        if (Failure is not null)
            throw new PromiseViolationException(ToString(), Failure);
    }

    public override string ToString()
    {
        string how = Preemptions switch
        {
            null => "drawn from seeds",
            int.MaxValue => "depth first",
            { } bound => $"at most {bound} preemptions",
        };
        double rate = Schedules / Math.Max(Elapsed.TotalSeconds, 1e-9);
        string figures = FormattableString.Invariant(
            $"{Scenario}: {Distinct:N0} distinct of {Schedules:N0} schedules, {how}{(IsComplete ? ", complete" : "")}")
            + FormattableString.Invariant($"; {Steps / Math.Max(1, Schedules)} steps each, {rate:N0} schedules/s");
        if (Failure is null)
            return figures;
        string where = FailingSeed is { } seed ? $"seed {seed}" : Preemptions is null ? "the schedule without any switching" : $"schedule {Schedules}";
        return $"{figures}{Environment.NewLine}BROKEN in {where}: {Failure.Message}{Environment.NewLine}{Trace}";
    }
}
