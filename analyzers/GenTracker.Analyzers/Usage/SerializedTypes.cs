using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Analyzers.Usage;

/// <summary>Walks through the types that System.Text.Json serializes with a type, and finds what its generator does not see of them.</summary>
internal sealed class SerializedTypes(IAssemblySymbol assembly, KnownSymbols known)
{
    private readonly HashSet<ITypeSymbol> _visited = new(SymbolEqualityComparer.Default);

    /// <summary>What was found, each type once.</summary>
    public List<UnseenMembers> Unseen { get; } = [];

    public void Visit(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol array) Visit(array.ElementType);
        if (type is not INamedTypeSymbol named || !_visited.Add(type)) return;
        foreach (ITypeSymbol argument in named.TypeArguments) Visit(argument);
        if (!IsOfAssembly(named) || HasConverter(named)) return;
        if (known.GetChildType(named) is { } child)
        {
            // A tracker is a collection, and only its base says so.
            if (!SaysItsBase(named)) Unseen.Add(new(named, [], IsChild: false));
            Visit(child);
            return;
        }

        VisitProperties(named);
    }

    private void VisitProperties(INamedTypeSymbol type)
    {
        ImmutableArray<IPropertySymbol>.Builder unseen = ImmutableArray.CreateBuilder<IPropertySymbol>();
        foreach (ITypeSymbol up in type.AndBases())
        {
            if (!IsOfAssembly(up)) break;
            foreach (IPropertySymbol property in up.GetMembers().OfType<IPropertySymbol>().Where(IsSerialized))
            {
                if (IsOurs(property)) unseen.Add(property);
                else Visit(property.Type);
            }
        }

        if (unseen.Count > 0) Unseen.Add(new(type, unseen.ToImmutable(), known.IsChild(type)));
    }

    private bool IsOfAssembly(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly);

    private static bool IsSerialized(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public }
        && !HasConverter(property)
        && !property.GetAttributes().Any(static attribute => attribute.AttributeClass.Is("System.Text.Json.Serialization", "JsonIgnoreAttribute")
            && attribute.NamedArguments.All(static argument => argument.Value.Value is 1));

    /// <summary>Whether our generator has written the property. What other generators write is not our concern.</summary>
    private static bool IsOurs(IPropertySymbol property) => property.SourceLocation() is null && property.Locations.Any(static location => location.IsInSource);

    private static bool HasConverter(ISymbol symbol) =>
        symbol.GetAttributes().Any(static attribute => attribute.AttributeClass.Is("System.Text.Json.Serialization", "JsonConverterAttribute"));

    private static bool SaysItsBase(INamedTypeSymbol tracker) => tracker.DeclaringSyntaxReferences.Any(static reference =>
        !GeneratedFile.IsGenerated(reference.SyntaxTree) && reference.GetSyntax() is ClassDeclarationSyntax { BaseList: not null });
}
