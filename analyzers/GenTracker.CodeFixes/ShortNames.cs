using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CodeFixes;

/// <summary>
/// Writes types as short as a place allows. The simplifier of the platform would do it too, but the code around a name is formatted anew then.
/// </summary>
internal static class ShortNames
{
    private const string Suffix = "Attribute";

    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Creates the name of a type.</summary>
    public static TypeSyntax Create(ITypeSymbol type, SemanticModel model, int position) =>
        SyntaxFactory.ParseTypeName(type.ToMinimalDisplayString(model, position, Format));

    /// <summary>Creates the name of a type of GenTracker. For an attribute, it has no suffix.</summary>
    /// <param name="name">The name of the type.</param>
    /// <param name="model">The model.</param>
    /// <param name="position">The place.</param>
    /// <param name="willBeInScope">Whether the edits add <c>using GenTracker</c>.</param>
    public static NameSyntax CreateOwn(string name, SemanticModel model, int position, bool willBeInScope = false) =>
        Create("GenTracker", name, model, position, willBeInScope);

    /// <summary>Creates the name of a type of a namespace. For an attribute, it has no suffix.</summary>
    /// <param name="namespaceName">The namespace.</param>
    /// <param name="name">The name of the type.</param>
    /// <param name="model">The model.</param>
    /// <param name="position">The place.</param>
    /// <param name="willBeInScope">Whether the edits bring the namespace into scope.</param>
    public static NameSyntax Create(string namespaceName, string name, SemanticModel model, int position, bool willBeInScope = false)
    {
        bool isAttribute = name.EndsWith(Suffix, StringComparison.Ordinal);
        string written = isAttribute ? name.Substring(0, name.Length - Suffix.Length) : name;
        ISymbol[] found =
        [
            .. model.LookupNamespacesAndTypes(position, name: name),
            .. isAttribute ? model.LookupNamespacesAndTypes(position, name: written) : [],
        ];
        bool isShort = found.Length == 0 ? willBeInScope : found.All(symbol => symbol.ContainingNamespace.ToDisplayString() == namespaceName);
        return SyntaxFactory.ParseName(isShort ? written : $"{namespaceName}.{written}");
    }
}
