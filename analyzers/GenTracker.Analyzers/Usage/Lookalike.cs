using System.Linq;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;

namespace GenTracker.Analyzers.Usage;

/// <summary>A method that is meant to be called by the tracker, and is not.</summary>
/// <param name="Method">The method.</param>
/// <param name="Meant">The interface's method that it is taken for.</param>
/// <param name="LacksInterfaceOnly">Whether it would be called if the class named the interface.</param>
internal sealed record Lookalike(IMethodSymbol Method, IMethodSymbol Meant, bool LacksInterfaceOnly)
{
    /// <summary>Whether its parameters are what the tracker gives.</summary>
    public bool HasParameters => HasParametersOf(Method, Meant);

    /// <summary>Reads a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="known">GenTracker's types.</param>
    /// <returns>What it looks like; null where it looks like nothing, or is what it looks like.</returns>
    public static Lookalike? Read(IMethodSymbol method, KnownSymbols known)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (method is not { MethodKind: MethodKind.Ordinary, IsOverride: false, IsImplicitlyDeclared: false, PartialDefinitionPart: null }
            || MeantBy(method.Name, known) is not { } meant
            || !known.IsChild(type))
        {
            return null;
        }

        bool isStart = SymbolEqualityComparer.Default.Equals(meant, known.StartAsync);
        bool hasInterface = type.AllInterfaces.Contains(meant.ContainingType, SymbolEqualityComparer.Default);
        bool fits = Fits(method, meant);
        if ((!hasInterface && (isStart || !fits))
            || (isStart && method.Parameters.Any(static parameter => !parameter.Type.Is("System.Threading", "CancellationToken")))
            || type.FindImplementationForInterfaceMember(meant) is { ContainingType.TypeKind: not TypeKind.Interface })
        {
            return null;
        }

        return new(method, meant, fits);
    }

    private static IMethodSymbol? MeantBy(string name, KnownSymbols known) => name switch
    {
        "StartAsync" => known.StartAsync,
        "AfterTerminateAsync" or "AfterTerminate" => known.AfterTerminateAsync,
        _ => null,
    };

    private static bool Fits(IMethodSymbol method, IMethodSymbol meant) =>
        method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, Arity: 0 }
        && method.Name == meant.Name
        && SymbolEqualityComparer.Default.Equals(method.ReturnType, meant.ReturnType)
        && HasParametersOf(method, meant);

    private static bool HasParametersOf(IMethodSymbol method, IMethodSymbol meant) =>
        method.Parameters.Length == meant.Parameters.Length
        && method.Parameters.Zip(meant.Parameters, static (own, face) => own.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(own.Type, face.Type)).All(static same => same);
}
