using GenTracker.Generators.Model;

namespace GenTracker.Orleans.Generators.Model;

/// <summary>An attribute of a clustered class.</summary>
internal sealed record ClusterAttributeModel
{
    /// <summary>The model of the property.</summary>
    public required TrackedPropertyModel Property { get; init; }

    /// <summary>Its name without escapes, as a literal.</summary>
    public required string Literal { get; init; }

    /// <summary>Its number on the wire, as a literal.</summary>
    public required string Number { get; init; }

    /// <summary>How the cluster counts it; null if it cannot. A count gives the value, and a secret one does not leave its node.</summary>
    public CounterModel? Counts => Property is { IsSecret: false, Counter: { ByKey: not null } counter } ? counter : null;

    /// <summary>Whether the cluster can change it.</summary>
    public bool CanChange => Counts is not null || SetAccessibility is not null;

    /// <summary>The accessibility of the members that set it; null if the cluster cannot.</summary>
    public required string? SetAccessibility { get; init; }

    /// <summary>Which conditions there are.</summary>
    public required FilterKind Filter { get; init; }

    /// <summary>Whether conditions ignore case.</summary>
    public required bool IgnoresCase { get; init; }
}
