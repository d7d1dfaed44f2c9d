using GenTracker.Generators.Model;
using GenTracker.Orleans.Generators.Declarations;

namespace GenTracker.Orleans.Generators.Model;

/// <summary>A method that other nodes may call.</summary>
internal sealed record CallModel
{
    /// <summary>The accessibility of the members that call it.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The attributes of the members that call it, each after a line end.</summary>
    public required string Attributes { get; init; }

    /// <summary>The members that call it.</summary>
    public required string Name { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>Its name, as a literal.</summary>
    public required string Literal { get; init; }

    /// <summary>Its number on the wire, as a literal.</summary>
    public required string Number { get; init; }

    /// <summary>Its parameters, in order.</summary>
    public required EquatableArray<CallParameterModel> Parameters { get; init; }

    /// <summary>The type of its arguments on the wire.</summary>
    public required string ArgumentsType { get; init; }

    /// <summary>The arguments of the caller, as an expression of that type.</summary>
    public required string Arguments { get; init; }

    /// <summary>The type of its result; null if it has none.</summary>
    public required string? ResultType { get; init; }

    /// <summary>That type as <c>typeof</c> takes it.</summary>
    public required string? RuntimeResultType { get; init; }

    /// <summary>How its result is waited for.</summary>
    public required CallWait Wait { get; init; }

    /// <summary>Whether the method has a parameter for the token.</summary>
    public required bool IsCancellable { get; init; }

    /// <summary>The arguments of the child's method, as expressions of what has come over the wire.</summary>
    public required string ChildArguments { get; init; }

    /// <summary>The name of the parameter that ends the wait.</summary>
    public required string Token { get; init; }

    /// <summary>Whether that parameter is added to those of the method.</summary>
    public required bool AddsToken { get; init; }

    /// <summary>Whether there is such a parameter: one cannot follow a <c>params</c> parameter.</summary>
    public bool HasToken => IsCancellable || AddsToken;

    /// <summary>The name of the parameter of the key: another one if the method has a parameter <c>key</c>.</summary>
    public required string KeyParameter { get; init; }
}
