using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Analyzers.Usage;

/// <summary>A method that the tracker should call, and never calls.</summary>
/// <param name="InterfaceMethod">The interface method that it resembles.</param>
/// <param name="LacksInterfaceOnly">Whether the tracker would call it if the class named the interface.</param>
internal sealed record MissedInterfaceMember(IMethodSymbol Method, IMethodSymbol InterfaceMethod, bool LacksInterfaceOnly)
{
    public bool HasExpectedParameters => HasSameParameters(Method, InterfaceMethod);

    /// <summary>Reads a method. Null if it resembles no interface method, or if it implements the one that it resembles.</summary>
    public static MissedInterfaceMember? Read(IMethodSymbol method, KnownSymbols known)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (method is not { MethodKind: MethodKind.Ordinary, IsOverride: false, IsImplicitlyDeclared: false, PartialDefinitionPart: null }
            || FindInterfaceMethod(method.Name, known) is not { } interfaceMethod
            || !known.IsChild(type))
        {
            return null;
        }

        bool isStart = SymbolEqualityComparer.Default.Equals(interfaceMethod, known.StartAsync);
        bool hasInterface = type.AllInterfaces.Contains(interfaceMethod.ContainingType, SymbolEqualityComparer.Default);
        bool hasSignature = HasSameSignature(method, interfaceMethod);
        if ((!hasInterface && (isStart || !hasSignature))
            || (isStart && method.Parameters.Any(static parameter => !parameter.Type.Is("System.Threading", "CancellationToken")))
            || type.FindImplementationForInterfaceMember(interfaceMethod) is { ContainingType.TypeKind: not TypeKind.Interface })
        {
            return null;
        }

        return new(method, interfaceMethod, hasSignature);
    }

    private static IMethodSymbol? FindInterfaceMethod(string name, KnownSymbols known) => name switch
    {
        "StartAsync" => known.StartAsync,
        "AfterTerminateAsync" or "AfterTerminate" => known.AfterTerminateAsync,
        _ => null,
    };

    private static bool HasSameSignature(IMethodSymbol method, IMethodSymbol interfaceMethod) =>
        method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, Arity: 0 }
        && method.Name == interfaceMethod.Name
        && SymbolEqualityComparer.Default.Equals(method.ReturnType, interfaceMethod.ReturnType)
        && HasSameParameters(method, interfaceMethod);

    private static bool HasSameParameters(IMethodSymbol method, IMethodSymbol interfaceMethod) =>
        method.Parameters.Length == interfaceMethod.Parameters.Length
        && method.Parameters.Zip(
            interfaceMethod.Parameters,
            static (own, expected) => own.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(own.Type, expected.Type)).All(static same => same);
}
