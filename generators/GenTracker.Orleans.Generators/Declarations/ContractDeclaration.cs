using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.Generators.Declarations;

/// <summary>A grain interface of <c>[TrackedCalls]</c>, checked. The pipeline does not keep it.</summary>
/// <param name="Contract">The interface.</param>
/// <param name="Methods">Its methods, each with the method of the child that does it.</param>
internal sealed record ContractDeclaration(INamedTypeSymbol Contract, ImmutableArray<(IMethodSymbol Contract, IMethodSymbol Child)> Methods)
{
    /// <summary>Reads and checks the interfaces of a class. Those that do not fit are left out.</summary>
    public static ImmutableArray<ContractDeclaration> ReadAll(INamedTypeSymbol type, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        ImmutableArray<ContractDeclaration>.Builder contracts = ImmutableArray.CreateBuilder<ContractDeclaration>();
        HashSet<ITypeSymbol> seen = new(SymbolEqualityComparer.Default);
        foreach (AttributeData attribute in ClusterSymbols.FindTrackedCalls(type))
        {
            if (attribute.ConstructorArguments.FirstOrDefault().Value is not INamedTypeSymbol { TypeKind: not TypeKind.Error } contract) continue;
            if (FindError(contract) is { } error)
            {
                Report(attribute, contract.ToDisplayName(), error);
            }
            else if (seen.Add(contract) && ReadMethods(attribute, contract) is { } methods)
            {
                contracts.Add(new(contract, methods));
            }
        }

        return contracts.ToImmutable();

        ImmutableArray<(IMethodSymbol, IMethodSymbol)>? ReadMethods(AttributeData attribute, INamedTypeSymbol contract)
        {
            ImmutableArray<(IMethodSymbol, IMethodSymbol)>.Builder methods = ImmutableArray.CreateBuilder<(IMethodSymbol, IMethodSymbol)>();
            bool fits = true;
            foreach (ISymbol member in MembersOf(contract))
            {
                string? error = FindMemberError(member);
                if (error is null && FindMethod(type, (IMethodSymbol)member) is { } found) methods.Add(((IMethodSymbol)member, found));
                else error ??= $"'{type.Name}' has no public or internal method '{member.Name}' of the same parameters that gives the same; write it";

                if (error is null) continue;
                Report(attribute, $"{contract.Name}.{member.Name}", error);
                fits = false;
            }

            return fits ? methods.ToImmutable() : null;
        }

        void Report(AttributeData attribute, string subject, string error) => diagnostics.Add(DiagnosticInfo.Create(
            ClusterDescriptors.ContractDoesNotFit,
            attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? type.SourceLocation() ?? Location.None,
            subject,
            type.Name,
            error));
    }

    private static string? FindError(INamedTypeSymbol contract)
    {
        if (contract.TypeKind != TypeKind.Interface) return "it is no interface; name one that extends IGrainWithStringKey";
        if (contract.IsUnboundGenericType || contract.Arity > 0) return "it is generic; name an interface that is not";
        if (!contract.AllInterfaces.Any(static candidate => candidate.Is("Orleans", "IGrainWithStringKey")))
        {
            return "it does not extend IGrainWithStringKey, and grains of tracked classes have the key's text for their key; extend it";
        }

        return contract.IsReachable() ? null : "the generated grain has no access to it; make it internal or public";
    }

    /// <summary>Finds why no method of a child can do what a member of a grain interface says; null if one can.</summary>
    public static string? FindMemberError(ISymbol member)
    {
        if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method) return "a grain has methods only; write methods for it";
        if (method.IsStatic) return "it is static; remove it";
        if (method.IsGenericMethod) return "it is generic; write one method for each type";
        return CallResult.Of(method).Wait == CallWait.None ? "the generated grain waits for the child; return a Task or a ValueTask" : null;
    }

    /// <summary>The members that the generated grain has to implement.</summary>
    public static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol contract) => contract.AllInterfaces
        .Where(static candidate => candidate.ContainingNamespace.ToDisplayString() is not ("Orleans" or "Orleans.Runtime"))
        .Prepend(contract)
        .SelectMany(static candidate => candidate.GetMembers())
        .Where(static member => member.IsAbstract && member is not IMethodSymbol { AssociatedSymbol: not null });

    /// <summary>Finds the method of a child that does what a method of a grain interface says.</summary>
    public static IMethodSymbol? FindMethod(INamedTypeSymbol type, IMethodSymbol contract)
    {
        foreach (ITypeSymbol up in type.AndBases())
        {
            if (up.SpecialType == SpecialType.System_Object) return null;
            foreach (IMethodSymbol method in up.GetMembers(contract.Name).OfType<IMethodSymbol>())
            {
                if (method.IsAccessibleOutside() && Fits(method, contract)) return method;
            }
        }

        return null;
    }

    /// <summary>Whether a method does what a method of a grain interface says, whoever has access to it.</summary>
    public static bool Fits(IMethodSymbol method, IMethodSymbol contract) =>
        method is { IsStatic: false, IsGenericMethod: false, MethodKind: MethodKind.Ordinary }
        && method.Parameters.Length == contract.Parameters.Length
        && method.Parameters.Zip(contract.Parameters, Fits).All(static same => same)
        && SymbolEqualityComparer.Default.Equals(CallResult.Of(method).Type, CallResult.Of(contract).Type);

    private static bool Fits(IParameterSymbol parameter, IParameterSymbol contract) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && contract.RefKind == RefKind.None
        && SymbolEqualityComparer.Default.Equals(parameter.Type, contract.Type);
}
