namespace GenTracker.Generators.Model;

/// <summary>How a property is incremented.</summary>
internal sealed record CounterModel
{
    /// <summary>The accessibility of its members.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The members that increment by key; null if the tracker has no access.</summary>
    public required ByKeyModel? ByKey { get; init; }

    /// <summary>The default of the parameter <c>delta</c>, with its equals sign; empty if it has none.</summary>
    public required string DefaultDelta { get; init; }

    /// <summary>Whether the counter is striped over several cells.</summary>
    public required bool IsStriped { get; init; }

    /// <summary>The range of the value, for the documentation; null if it is that of the type.</summary>
    public required string? Range { get; init; }

    /// <summary>Whether a negative delta is refused.</summary>
    public required bool OnlyRises { get; init; }

    /// <summary><c>IncrementX</c>; null if the name is taken. The same holds for the members below.</summary>
    public required string? Increment { get; init; }

    /// <summary><c>DecrementX</c>.</summary>
    public required string? Decrement { get; init; }

    /// <summary><c>TryIncrementX</c>.</summary>
    public required string? TryIncrement { get; init; }

    /// <summary><c>TryDecrementX</c>.</summary>
    public required string? TryDecrement { get; init; }

    /// <summary><c>IncrementXUpTo</c>.</summary>
    public required string? IncrementUpTo { get; init; }

    /// <summary><c>DecrementXDownTo</c>.</summary>
    public required string? DecrementDownTo { get; init; }

    /// <summary><c>RaiseXTo</c>.</summary>
    public required string? Raise { get; init; }

    /// <summary><c>TryRetireAtX</c>.</summary>
    public required string? RetireAt { get; init; }

    /// <summary><c>AcquireX</c>.</summary>
    public required string? Acquire { get; init; }

    /// <summary><c>TryAcquireXUpTo</c>.</summary>
    public required string? TryAcquireUpTo { get; init; }

    /// <summary>The type, beside the slots, that gives back what a lease has counted; null if there are no leases.</summary>
    public required string? LeaseType { get; init; }
}
