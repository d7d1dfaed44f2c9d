namespace GenTracker.Generators.Model;

/// <summary>A constructor and the overload of <c>FindOrOpenAsync</c> that it becomes.</summary>
internal sealed record OpenOverloadModel
{
    /// <summary>The accessibility of the overload.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The attributes of the overload, each after a line end.</summary>
    public required string Attributes { get; init; }

    /// <summary>The attributes of its parameter <c>key</c>, each with a space behind it.</summary>
    public required string KeyAttributes { get; init; }

    /// <summary>The attributes by which trimming does not report the call of the constructor.</summary>
    public required EquatableArray<string> Suppressions { get; init; }

    /// <summary>Whether only obsolete code may use the types of the constructor's parameters.</summary>
    public required bool IsObsolete { get; init; }

    /// <summary>The overload resolution priority of the overload.</summary>
    public required int Priority { get; init; }

    /// <summary>The class that keeps the arguments for restarts.</summary>
    public required string SpecName { get; init; }

    /// <summary>The parameters that callers pass.</summary>
    public required EquatableArray<ArgumentModel> Arguments { get; init; }

    /// <summary>The arguments of the constructor, as expressions.</summary>
    public required EquatableArray<string> ConstructorArguments { get; init; }

    /// <summary>Whether the constructor needs services.</summary>
    public required bool NeedsScope { get; init; }

    /// <summary>The name of the generated parameter <c>options</c>; another one if the user has a parameter of that name.</summary>
    public required string OptionsParameter { get; init; }

    /// <summary>The name of the generated parameter <c>cancellationToken</c>; another one if the user has a parameter of that name.</summary>
    public required string TokenParameter { get; init; }

    /// <summary>The name of the variable that holds a found child.</summary>
    public required string FoundVariable { get; init; }

    /// <summary>The name of the parameter that holds the services of the incarnation.</summary>
    public required string ScopeParameter { get; init; }
}
