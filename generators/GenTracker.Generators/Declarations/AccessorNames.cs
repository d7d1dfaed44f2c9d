using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>The names that a generated property takes beside its own: those of its accessors.</summary>
internal static class AccessorNames
{
    /// <summary>
    /// Finds a member of the user in the place of an accessor; null if there is none. The compiler reserves the names of both accessors, even if the property
    /// has one of them alone. A method may share a name if its parameters differ.
    /// </summary>
    /// <param name="type">The type that gets the property.</param>
    /// <param name="property">The name of the property.</param>
    /// <param name="isOfType">Whether a type is that of the property.</param>
    public static ISymbol? FindTaken(INamedTypeSymbol type, string property, Func<ITypeSymbol, bool> isOfType) =>
        Find(type, "get_" + property, static method => method.Parameters.IsEmpty)
        ?? Find(type, "set_" + property, method => method.Parameters.Length == 1 && isOfType(method.Parameters[0].Type));

    private static ISymbol? Find(INamedTypeSymbol type, string accessor, Func<IMethodSymbol, bool> hasParameters) =>
        type.GetMembers(accessor).FirstOrDefault(member =>
            member.SourceLocation() is not null
            && (member is not IMethodSymbol method || (method.MethodKind == MethodKind.Ordinary && hasParameters(method))));
}
