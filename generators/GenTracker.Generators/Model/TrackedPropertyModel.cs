namespace GenTracker.Generators.Model;

/// <summary>A property with <c>[TrackedAttr]</c>.</summary>
internal sealed record TrackedPropertyModel
{
    /// <summary>The name of the property and of its slot.</summary>
    public required string Name { get; init; }

    /// <summary>Its type.</summary>
    public required string Type { get; init; }

    /// <summary>Its type, with null for references.</summary>
    public required string TypeOrNull { get; init; }

    /// <summary>Its type as <c>typeof</c> takes it.</summary>
    public required string RuntimeType { get; init; }

    /// <summary>Its unit, as a literal or <c>null</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Its modifiers, as the user wrote them.</summary>
    public required string Modifiers { get; init; }

    /// <summary>The getter with its modifiers.</summary>
    public required string Getter { get; init; }

    /// <summary>The setter with its modifiers; null for a get-only property.</summary>
    public required string? Setter { get; init; }

    /// <summary>Whether code coverage would count the accessors: the user has not excluded the property.</summary>
    public required bool IsCovered { get; init; }

    /// <summary>Whether <c>[AllowNull]</c> lets callers set null.</summary>
    public required bool AllowsNull { get; init; }

    /// <summary>Its attributes that generated declarations repeat.</summary>
    public required PropertyAttributesModel Attributes { get; init; }

    /// <summary>The type of its slot.</summary>
    public required string SlotType { get; init; }

    /// <summary>Whether the slot adds by methods of its own, and not by those of <c>SlotArithmetic</c>.</summary>
    public required bool HasOwnArithmetic { get; init; }

    /// <summary>The form in which the slot holds the values.</summary>
    public required StoredForm Form { get; init; }

    /// <summary>The argument of the slot's constructor; null if the slot starts as the default of the type.</summary>
    public required string? Initial { get; init; }

    /// <summary>Whether the value is carried into the next incarnation.</summary>
    public required bool Survives { get; init; }

    /// <summary>Its accessibility in the record of all attributes; null if it is not in that record.</summary>
    public required string? AttrsAccessibility { get; init; }

    /// <summary>Whether the user's part of the record of all attributes declares it.</summary>
    public required bool IsDeclaredInAttrs { get; init; }

    /// <summary>Whether only the program's code gets the value.</summary>
    public required bool IsSecret { get; init; }

    /// <summary>How it is measured; null if it is not.</summary>
    public required MetricModel? Metric { get; init; }

    /// <summary>How it is incremented; null if it cannot be.</summary>
    public required CounterModel? Counter { get; init; }

    /// <summary>How children are found by it; null if they are not.</summary>
    public required IndexModel? Index { get; init; }

    /// <summary>How it is set in one step with a read; null if it cannot be set.</summary>
    public required SettableModel? Settable { get; init; }
}
