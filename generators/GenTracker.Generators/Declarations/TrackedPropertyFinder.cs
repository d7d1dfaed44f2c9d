using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>
/// Finds the properties with <c>[TrackedAttr]</c> in one class, and binds as little as it can: this runs for every tracked class at every
/// key press. A plain <c>[TrackedAttr]</c> is known by its name, once that name was looked up in the file; only one with options, under
/// another name, or in a file that gives the name another meaning is bound.
/// </summary>
internal sealed class TrackedPropertyFinder(INamedTypeSymbol type, Compilation compilation)
{
    private const string Name = "TrackedAttr";
    private const string FullName = "TrackedAttrAttribute";

    private readonly List<KeyValuePair<SyntaxTree, bool>> _meaning = [];

    /// <summary>Whether a property is marked, and by which bound attribute.</summary>
    /// <param name="property">The property.</param>
    /// <param name="attribute">The bound attribute; null where it has no arguments and was not bound.</param>
    /// <returns>The declaration that carries the mark; null where the property is not marked.</returns>
    public BasePropertyDeclarationSyntax? Find(IPropertySymbol property, out AttributeData? attribute)
    {
        attribute = null;
        BasePropertyDeclarationSyntax? marked = Marked(property) ?? (property.PartialImplementationPart is { } body ? Marked(body) : null);
        if (marked is null) return null;
        if (IsPlain(marked)) return marked;
        attribute = property.GetAttributes().FirstOrDefault(SymbolExtensions.IsTrackedAttr);
        return attribute is null ? null : marked;
    }

    private static BasePropertyDeclarationSyntax? Marked(IPropertySymbol property)
    {
        foreach (SyntaxReference reference in property.DeclaringSyntaxReferences)
        {
            if (!GeneratedFile.IsGenerated(reference.SyntaxTree) && reference.GetSyntax() is BasePropertyDeclarationSyntax { AttributeLists.Count: > 0 } syntax) return syntax;
        }

        return null;
    }

    private bool IsPlain(BasePropertyDeclarationSyntax property)
    {
        foreach (AttributeListSyntax list in property.AttributeLists)
        {
            if (list.Target is not null) continue;
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                if (attribute is { Name: IdentifierNameSyntax { Identifier.ValueText: Name or FullName }, ArgumentList: null or { Arguments.Count: 0 } })
                {
                    return MeansOurs(property);
                }
            }
        }

        return false;
    }

    private bool MeansOurs(BasePropertyDeclarationSyntax property)
    {
        foreach (KeyValuePair<SyntaxTree, bool> known in _meaning)
        {
            if (known.Key == property.SyntaxTree) return known.Value;
        }

        SemanticModel model = compilation.GetSemanticModel(property.SyntaxTree);
        ImmutableArray<ISymbol> full = model.LookupNamespacesAndTypes(property.SpanStart, name: FullName);
        bool ours = full.Length == 1 && full[0] is INamedTypeSymbol found && found.Is("GenTracker", FullName)
            && model.LookupNamespacesAndTypes(property.SpanStart, name: Name).IsEmpty
            && type.GetTypeMembers(FullName).IsEmpty;
        _meaning.Add(new(property.SyntaxTree, ours));
        return ours;
    }
}
