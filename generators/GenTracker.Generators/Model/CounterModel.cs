namespace GenTracker.Generators.Model;

/// <summary>How an attribute is counted.</summary>
internal sealed record CounterModel
{
    /// <summary>The accessibility of its members.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The members that count by key; null where the tracker may not count.</summary>
    public required ByKeyModel? ByKey { get; init; }

    /// <summary>The default of the parameter <c>delta</c>, with its equals sign; empty where it has none.</summary>
    public required string DefaultDelta { get; init; }

    /// <summary>Whether the counter is spread over several cells.</summary>
    public required bool IsStriped { get; init; }

    /// <summary>The range that the value is kept in, for the documentation; null where it is its type's.</summary>
    public required string? Range { get; init; }

    /// <summary><c>IncrementX</c>; null where the name is taken, as are all the following.</summary>
    public required string? Increment { get; init; }

    /// <summary><c>DecrementX</c>.</summary>
    public required string? Decrement { get; init; }

    /// <summary><c>TryIncrementX</c>.</summary>
    public required string? TryIncrement { get; init; }

    /// <summary><c>IncrementXUpTo</c>.</summary>
    public required string? IncrementUpTo { get; init; }

    /// <summary><c>RaiseXTo</c>.</summary>
    public required string? Raise { get; init; }

    /// <summary><c>TryRetireAtX</c>.</summary>
    public required string? RetireAt { get; init; }
}
