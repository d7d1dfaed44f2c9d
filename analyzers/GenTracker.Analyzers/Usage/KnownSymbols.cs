using System.Linq;
using System.Runtime.CompilerServices;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;

namespace GenTracker.Analyzers.Usage;

/// <summary>GenTracker's own types in one compilation: looked up once for each compilation, whichever rule asks first.</summary>
internal sealed class KnownSymbols
{
    private static readonly ConditionalWeakTable<Compilation, KnownSymbols> OfCompilations = new();

    private readonly INamedTypeSymbol? _tracker;
    private readonly INamedTypeSymbol? _tracked;

    private KnownSymbols(Compilation compilation)
    {
        _tracker = compilation.GetTypeByMetadataName("GenTracker.Tracker`2");
        _tracked = compilation.GetTypeByMetadataName("GenTracker.Runtime.ITracked`1");
    }

    /// <summary>The types of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns>The types, or null where it does not refer to GenTracker.</returns>
    public static KnownSymbols? Of(Compilation compilation)
    {
        KnownSymbols known = OfCompilations.GetValue(compilation, static key => new KnownSymbols(key));
        return known._tracker is null ? null : known;
    }

    /// <summary>Whether the type is a tracker.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if it is.</returns>
    public bool IsTracker(ITypeSymbol? type)
    {
        for (ITypeSymbol? up = type; up is not null; up = up.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(up.OriginalDefinition, _tracker))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the type is that of children: a tracked class, or one derived from it.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if it is.</returns>
    public bool IsChild(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Class } && type.AllInterfaces.Any(face => SymbolEqualityComparer.Default.Equals(face.OriginalDefinition, _tracked));

    /// <summary>Whether the property is an attribute of a child.</summary>
    /// <param name="property">The property.</param>
    /// <returns>True if it is.</returns>
    public bool IsAttribute(IPropertySymbol property) =>
        IsChild(property.ContainingType) && property.GetAttributes().Any(SymbolExtensions.IsTrackedAttr);
}
