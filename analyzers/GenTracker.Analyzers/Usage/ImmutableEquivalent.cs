using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Analyzers.Usage;

/// <summary>Finds the immutable collection that corresponds to a mutable one.</summary>
internal static class ImmutableEquivalent
{
    /// <summary>Finds the immutable type. Null if the type is not a collection, or is immutable or made to be shared.</summary>
    public static INamedTypeSymbol? Find(ITypeSymbol type, Compilation compilation)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            return GetImmutableType("ImmutableArray`1")?.Construct([array.ElementType], [array.ElementNullableAnnotation]);
        }

        if (type is not INamedTypeSymbol named || GetEquivalentName(named) is not { } equivalent)
        {
            return null;
        }

        return GetImmutableType(equivalent) is { } immutable && immutable.Arity == named.Arity
            ? immutable.Construct(named.TypeArguments, named.TypeArgumentNullableAnnotations)
            : null;

        INamedTypeSymbol? GetImmutableType(string name) => compilation.GetTypeByMetadataName("System.Collections.Immutable." + name);
    }

    private static string? GetEquivalentName(INamedTypeSymbol type) => (type.Name, type.Arity) switch
    {
        ("List" or "IList" or "ICollection" or "LinkedList", 1) when IsInGenericNamespace(type) => "ImmutableList`1",
        ("HashSet" or "ISet", 1) when IsInGenericNamespace(type) => "ImmutableHashSet`1",
        ("SortedSet", 1) when IsInGenericNamespace(type) => "ImmutableSortedSet`1",
        ("Queue", 1) when IsInGenericNamespace(type) => "ImmutableQueue`1",
        ("Stack", 1) when IsInGenericNamespace(type) => "ImmutableStack`1",
        ("Dictionary" or "IDictionary", 2) when IsInGenericNamespace(type) => "ImmutableDictionary`2",
        ("SortedDictionary" or "SortedList", 2) when IsInGenericNamespace(type) => "ImmutableSortedDictionary`2",
        ("Collection" or "ObservableCollection", 1) when type.Is("System.Collections.ObjectModel", type.Name, 1) => "ImmutableList`1",
        _ => null,
    };

    private static bool IsInGenericNamespace(INamedTypeSymbol type) => type.Is("System.Collections.Generic", type.Name, type.Arity);
}
