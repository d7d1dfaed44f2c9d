using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>Tells which types have no value equality. Interfaces and abstract classes may have it: a derived class may define it.</summary>
internal static class ValueEquality
{
    /// <summary>Whether two values of the type are equal only if they are the same object.</summary>
    public static bool IsMissing(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Array or TypeKind.Dynamic } => true,
        { Name: "ImmutableArray" } => type.Is("System.Collections.Immutable", "ImmutableArray", arity: 1),
        { Name: "Memory" or "ReadOnlyMemory" or "ArraySegment" } => type.Is("System", type.Name, arity: 1),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(static element => IsMissing(element.Type)),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsMissing(nullable.TypeArguments[0]),
        { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false, IsRecord: false } => !IsDefined(type),
        _ => false,
    };

    private static bool IsDefined(ITypeSymbol type)
    {
        if (type.AllInterfaces.Any(candidate =>
            candidate.Is("System", "IEquatable", arity: 1) && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type)))
        {
            return true;
        }

        foreach (ITypeSymbol up in type.AndBases())
        {
            if (up.GetMembers(nameof(Equals)).OfType<IMethodSymbol>().Any(static method => method.IsOverride && method.Parameters.Length == 1)) return true;
        }

        return false;
    }
}
