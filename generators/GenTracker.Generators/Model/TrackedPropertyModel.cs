namespace GenTracker.Generators.Model;

/// <summary>An attribute of a tracked class.</summary>
internal sealed record TrackedPropertyModel
{
    /// <summary>The property's name, which its slot has too.</summary>
    public required string Name { get; init; }

    /// <summary>The property's type.</summary>
    public required string Type { get; init; }

    /// <summary>The property's modifiers, as the user wrote them.</summary>
    public required string Modifiers { get; init; }

    /// <summary>The getter with its modifiers.</summary>
    public required string Getter { get; init; }

    /// <summary>The setter with its modifiers; null for a get-only attribute.</summary>
    public required string? Setter { get; init; }

    /// <summary>Whether null may be set though the type says no.</summary>
    public required bool AllowsNull { get; init; }

    /// <summary>The type of its slot.</summary>
    public required string SlotType { get; init; }

    /// <summary>As what the slot holds the values.</summary>
    public required StoredForm Form { get; init; }

    /// <summary>What the slot is constructed with; null where it begins as the type's default.</summary>
    public required string? Initial { get; init; }

    /// <summary>Whether a restarted child takes over the value.</summary>
    public required bool Survives { get; init; }

    /// <summary>Its accessibility in the record of all attributes; null where it has no place there.</summary>
    public required string? AttrsAccessibility { get; init; }

    /// <summary>How it is counted; null where it is not.</summary>
    public required CounterModel? Counter { get; init; }
}
