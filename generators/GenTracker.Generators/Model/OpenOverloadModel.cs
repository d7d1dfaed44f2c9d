namespace GenTracker.Generators.Model;

/// <summary>A constructor and the overload of <c>FindOrOpenAsync</c> that it makes.</summary>
internal sealed record OpenOverloadModel
{
    /// <summary>The overload's accessibility.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The overload's priority.</summary>
    public required int Priority { get; init; }

    /// <summary>The class that keeps the arguments for restarts.</summary>
    public required string SpecName { get; init; }

    /// <summary>The parameters that callers give.</summary>
    public required EquatableArray<ArgumentModel> Arguments { get; init; }

    /// <summary>The constructor's arguments, as expressions.</summary>
    public required EquatableArray<string> Construction { get; init; }

    /// <summary>Whether the constructor wants services.</summary>
    public required bool NeedsScope { get; init; }

    /// <summary>The name of the generated parameter <c>options</c>, which gives way to the user's.</summary>
    public required string Options { get; init; }

    /// <summary>The name of the generated parameter <c>cancellationToken</c>, which gives way to the user's.</summary>
    public required string CancellationToken { get; init; }

    /// <summary>The name of the variable of a child that was found.</summary>
    public required string Found { get; init; }

    /// <summary>The name of the parameter by which the constructor's services come.</summary>
    public required string Scope { get; init; }
}
