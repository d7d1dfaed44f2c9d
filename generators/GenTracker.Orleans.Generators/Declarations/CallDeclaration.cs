using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.Generators.Declarations;

/// <summary>A method with <c>[TrackedCall]</c>, checked. The pipeline does not keep it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Name">The name of the member that calls it.</param>
/// <param name="Result">What it gives.</param>
internal sealed record CallDeclaration(IMethodSymbol Method, string Name, CallResult Result)
{
    private const string Async = "Async";

    /// <summary>Reads and checks the methods of a class. Those that cannot be carried are left out.</summary>
    /// <param name="type">The class.</param>
    /// <param name="taken">The names of the other members of the cluster, each with what it belongs to.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static ImmutableArray<CallDeclaration> ReadAll(
        INamedTypeSymbol type, IReadOnlyDictionary<string, string> taken, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        ImmutableArray<CallDeclaration>.Builder calls = ImmutableArray.CreateBuilder<CallDeclaration>();
        Dictionary<string, string> names = taken.ToDictionary(static name => name.Key, static name => name.Value, StringComparer.Ordinal);
        foreach (IMethodSymbol method in InOrder(type))
        {
            string name = method.Name.EndsWith(Async, StringComparison.Ordinal) ? method.Name : method.Name + Async;
            if ((FindError(method) ?? FindNameError(calls, names, method, name)) is { } error)
            {
                diagnostics.Add(DiagnosticInfo.Create(
                    ClusterDescriptors.CallCannotBeCarried, method.SourceLocation() ?? Location.None, method.Name, error));
                continue;
            }

            names.Add(name, $"the method '{method.Name}'");
            calls.Add(new(method, name, CallResult.Of(method)));
        }

        return calls.ToImmutable();
    }

    /// <summary>The methods in an order that does not depend on the order of the files.</summary>
    private static IEnumerable<IMethodSymbol> InOrder(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>()
        .Where(static method => ClusterSymbols.FindTrackedCall(method) is not null)
        .OrderBy(static method => method.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(static method => method.Locations[0].SourceSpan.Start);

    private static string? FindNameError(
        ImmutableArray<CallDeclaration>.Builder calls, Dictionary<string, string> names, IMethodSymbol method, string name)
    {
        if (calls.Any(call => call.Method.Name == method.Name))
        {
            return "another method of that name is called over the cluster too, and nodes know methods by name; rename one of them";
        }

        return names.TryGetValue(name, out string owner) ? $"'{name}' would be generated for {owner} too; rename the method" : null;
    }

    /// <summary>Finds why a method cannot be carried, whatever its name; null if it can.</summary>
    public static string? FindError(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary) return "it implements an interface explicitly; mark a method of the class that it calls";
        if (method.IsStatic) return "it is static, while a call goes to one child; remove 'static'";
        if (method.IsGenericMethod) return "it is generic, and the other node could not know the types; write one method for each type";
        if (!method.IsAccessibleOutside()) return "the cluster has no access to it; make it public or internal";
        if (method is { IsAsync: true, ReturnsVoid: true }) return "nobody could wait for it; return a Task";
        if (method.IsVararg) return "it takes a list of arguments without types; take an array";
        if (method.Parameters.Count(static parameter => IsToken(parameter)) > 1) return "it takes more than one CancellationToken; take one";
        if (method.RefKind != RefKind.None) return "it returns a reference, and the child is on another node; return the value";
        return FindCarriedError(method.ReturnType, "it returns")
            ?? method.Parameters.Select(FindParameterError).FirstOrDefault(static error => error is not null);
    }

    private static string? FindParameterError(IParameterSymbol parameter) => parameter.RefKind is RefKind.None or RefKind.In
        ? FindCarriedError(parameter.Type, $"its parameter '{parameter.Name}' is of type")
        : $"its parameter '{parameter.Name}' is passed by reference, and the child is on another node; pass the value";

    private static string? FindCarriedError(ITypeSymbol type, string subject)
    {
        string name = type.ToDisplayName();
        if (type.IsRefLikeType || type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
        {
            return $"{subject} '{name}', which is a place in the memory of one node; use an array or another type that holds the values";
        }

        if (type.TypeKind == TypeKind.Delegate) return $"{subject} '{name}', and code does not go from node to node; use data";
        return type.Name is "IAsyncEnumerable" or "IAsyncEnumerator" && type.Is("System.Collections.Generic", type.Name, arity: 1)
            ? $"{subject} '{name}', and a call has one answer; use a list, or a grain of your own for the stream"
            : null;
    }

    /// <summary>Whether the parameter is the token of the call, which Orleans carries by itself.</summary>
    public static bool IsToken(IParameterSymbol parameter) => parameter.Type.Is("System.Threading", "CancellationToken");
}
