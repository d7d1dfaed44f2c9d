namespace GenTracker.Generators.Model;

/// <summary>How a property is measured.</summary>
internal sealed record MetricModel
{
    /// <summary>The factory for times, which knows their unit.</summary>
    public const string OfTimes = "OfTimes";

    /// <summary>The method that creates the measured attribute.</summary>
    public required string Factory { get; init; }

    /// <summary>The name of the instruments, as a literal.</summary>
    public required string Instrument { get; init; }

    /// <summary>The value of <c>AttributeMetric</c>.</summary>
    public required int Kinds { get; init; }

    /// <summary>What follows the slot in the expression that reads the value, and what stands before it.</summary>
    public required string ReadStart { get; init; }

    /// <inheritdoc cref="ReadStart"/>
    public required string ReadEnd { get; init; }

    /// <summary>The field of the slots that holds what the child has inherited and not counted; null if there is none.</summary>
    public required string? InheritedField { get; init; }
}
