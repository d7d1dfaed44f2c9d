using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>
/// Finds the properties with <c>[TrackedAttr]</c> in one class, and binds as little as it can. It looks the name up once in each file, and
/// then recognizes a plain <c>[TrackedAttr]</c> by its name. It binds only an attribute with options, one under another name, and one in a
/// file that gives the name another meaning.
/// </summary>
internal sealed class TrackedPropertyFinder(INamedTypeSymbol type, Compilation compilation)
{
    private const string Name = "TrackedAttr";
    private const string FullName = "TrackedAttrAttribute";

    private readonly List<KeyValuePair<SyntaxTree, bool>> _isOurName = [];

    /// <summary>Finds the declaration that carries <c>[TrackedAttr]</c>; null if the property has none.</summary>
    /// <param name="property">The property.</param>
    /// <param name="attribute">The bound attribute; null if it has no arguments and was not bound.</param>
    public BasePropertyDeclarationSyntax? Find(IPropertySymbol property, out AttributeData? attribute)
    {
        attribute = null;
        BasePropertyDeclarationSyntax? declaration = FindAttributed(property) ?? (property.PartialImplementationPart is { } body ? FindAttributed(body) : null);
        if (declaration is null) return null;
        if (HasPlainAttribute(declaration)) return declaration;
        attribute = property.GetAttributes().FirstOrDefault(SymbolExtensions.IsTrackedAttr);
        return attribute is null ? null : declaration;
    }

    private static BasePropertyDeclarationSyntax? FindAttributed(IPropertySymbol property)
    {
        foreach (SyntaxReference reference in property.DeclaringSyntaxReferences)
        {
            if (GeneratedFile.IsGenerated(reference.SyntaxTree)) continue;
            if (reference.GetSyntax() is BasePropertyDeclarationSyntax { AttributeLists.Count: > 0 } syntax) return syntax;
        }

        return null;
    }

    private bool HasPlainAttribute(BasePropertyDeclarationSyntax property)
    {
        foreach (AttributeListSyntax list in property.AttributeLists)
        {
            if (list.Target is not null) continue;
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                if (attribute is { Name: IdentifierNameSyntax { Identifier.ValueText: Name or FullName }, ArgumentList: null or { Arguments.Count: 0 } })
                {
                    return IsOurName(property);
                }
            }
        }

        return false;
    }

    private bool IsOurName(BasePropertyDeclarationSyntax property)
    {
        foreach (KeyValuePair<SyntaxTree, bool> known in _isOurName)
        {
            if (known.Key == property.SyntaxTree) return known.Value;
        }

        SemanticModel model = compilation.GetSemanticModel(property.SyntaxTree);
        ImmutableArray<ISymbol> full = model.LookupNamespacesAndTypes(property.SpanStart, name: FullName);
        bool isOurs = full.Length == 1 && full[0] is INamedTypeSymbol found && found.Is("GenTracker", FullName)
            && model.LookupNamespacesAndTypes(property.SpanStart, name: Name).IsEmpty
            && type.GetTypeMembers(FullName).IsEmpty;
        _isOurName.Add(new(property.SyntaxTree, isOurs));
        return isOurs;
    }
}
