namespace GenTracker.Generators.Model;

/// <summary>How the tracker finds children by a property.</summary>
internal sealed record IndexModel
{
    /// <summary>Whether one child at most has a value.</summary>
    public required bool IsUnique { get; init; }

    /// <summary>The type of the slot that the property would have without an index.</summary>
    public required string InnerSlotType { get; init; }

    /// <summary>The name of the tracker's field with the index.</summary>
    public required string Field { get; init; }

    /// <summary>The type of the index.</summary>
    public required string Type { get; init; }

    /// <summary>The arguments of the index's constructor.</summary>
    public required string Arguments { get; init; }

    /// <summary>The accessibility of <c>FindByX</c>.</summary>
    public required string Accessibility { get; init; }

    /// <summary><c>FindByX</c>; null if the name is taken.</summary>
    public required string? Find { get; init; }

    /// <summary>The type of the parameter of <c>FindByX</c>.</summary>
    public required string SoughtType { get; init; }
}
