using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>Questions to symbols, answered by name and without looking anything up in the compilation.</summary>
internal static class SymbolExtensions
{
    /// <summary>Whether the type is the named one.</summary>
    /// <param name="type">The type.</param>
    /// <param name="namespaceName">Its namespace, with dots.</param>
    /// <param name="name">Its name.</param>
    /// <param name="arity">The number of its type parameters.</param>
    /// <returns>True if it is.</returns>
    public static bool Is(this ITypeSymbol? type, string namespaceName, string name, int arity = 0) =>
        type is INamedTypeSymbol { ContainingType: null } named && named.Arity == arity && named.Name == name && Is(named.ContainingNamespace, namespaceName);

    /// <summary>Whether the attribute is GenTracker's <c>[Tracker]</c> or <c>[Tracker&lt;TKey&gt;]</c>.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <returns>True if it is.</returns>
    public static bool IsTracker(this AttributeData attribute) =>
        attribute.AttributeClass.Is("GenTracker", "TrackerAttribute") || attribute.AttributeClass.Is("GenTracker", "TrackerAttribute", arity: 1);

    /// <summary>Whether the attribute is GenTracker's <c>[TrackedAttr]</c>.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <returns>True if it is.</returns>
    public static bool IsTrackedAttr(this AttributeData attribute) => attribute.AttributeClass.Is("GenTracker", "TrackedAttrAttribute");

    /// <summary>Whether the type carries <c>[Tracker]</c> itself.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if it does.</returns>
    public static bool IsTracked(this INamedTypeSymbol type) => type.GetAttributes().Any(IsTracker);

    /// <summary>Whether the type, or one around it, can be named in its own file only.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if it can.</returns>
    public static bool IsLocalToFile(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsFileLocal) return true;
        }

        return false;
    }

    /// <summary>The nearest base class that is tracked.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The base class, or null.</returns>
    public static INamedTypeSymbol? TrackedBase(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? up = type.BaseType; up is not null && up.SpecialType != SpecialType.System_Object; up = up.BaseType)
        {
            if (up.IsTracked()) return up;
        }

        return null;
    }

    /// <summary>The type as messages name it: short, as a user writes it.</summary>
    /// <param name="symbol">The type or member.</param>
    /// <returns>Its short name.</returns>
    public static string ToDisplayName(this ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>Where the symbol's name is in the user's own files.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns>The place, or null where the user did not write it.</returns>
    public static Location? SourceLocation(this ISymbol symbol) =>
        symbol.Locations.FirstOrDefault(location => location.SourceTree is { } tree && !GeneratedFile.IsGenerated(tree));

    private static bool Is(INamespaceSymbol? space, string name)
    {
        int end = name.Length;
        while (space is { IsGlobalNamespace: false })
        {
            int start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0) return false;
            if (start == 0) return space.ContainingNamespace.IsGlobalNamespace;
            if (name[start - 1] != '.') return false;
            end = start - 1;
            space = space.ContainingNamespace;
        }

        return false;
    }
}
