using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.Generators.Parsing;

/// <summary>Types and names as they are written in generated code, where nothing that the user declares can give them another meaning.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat Plain = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly SymbolDisplayFormat Annotated =
        Plain.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat NamespaceName = Plain.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static readonly SymbolDisplayFormat Header = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>A type, fully qualified, with its nullable annotations.</summary>
    /// <param name="type">The type.</param>
    /// <param name="annotated">Whether the type's own nullable annotation counts.</param>
    /// <returns>The text.</returns>
    public static string Of(ITypeSymbol type, bool annotated = true) =>
        (annotated || !type.IsReferenceType ? type : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)).ToDisplayString(Annotated);

    /// <summary>A namespace; empty for the global one.</summary>
    /// <param name="space">The namespace.</param>
    /// <returns>The text.</returns>
    public static string Of(INamespaceSymbol space) => space.IsGlobalNamespace ? "" : space.ToDisplayString(NamespaceName);

    /// <summary>The name of a member or parameter, escaped where it is a keyword.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The text.</returns>
    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>The name of a type in its declaration, escaped where it is a keyword, if only in such places.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The text.</returns>
    public static string Declared(string name) => SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? Identifier(name) : "@" + name;

    /// <summary>The headers of the partial types around a type, the outermost first.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The headers.</returns>
    public static ImmutableArray<string> HeadersAround(INamedTypeSymbol type)
    {
        if (type.ContainingType is null) return [];
        Stack<string> headers = [];
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            string kind = outer switch
            {
                { TypeKind: TypeKind.Interface } => "partial interface",
                { TypeKind: TypeKind.Struct, IsRecord: true } => "partial record struct",
                { TypeKind: TypeKind.Struct, IsRefLikeType: true } => "ref partial struct",
                { TypeKind: TypeKind.Struct } => "partial struct",
                { IsRecord: true } => "partial record",
                _ => "partial class",
            };
            headers.Push($"{kind} {outer.ToDisplayString(Header)}");
        }

        return [.. headers];
    }

    /// <summary>A keyword of accessibility.</summary>
    /// <param name="accessibility">The accessibility.</param>
    /// <returns>The text.</returns>
    public static string Of(Accessibility accessibility) => SyntaxFacts.GetText(accessibility);

    /// <summary>The accessibility that a member has for code of the same assembly outside of the class; null where it has none.</summary>
    /// <param name="accessibility">The member's accessibility.</param>
    /// <returns>The text.</returns>
    public static string? OutsideOf(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal or Accessibility.ProtectedOrInternal => "internal",
        _ => null,
    };

    /// <summary>The first of the names that is free.</summary>
    /// <param name="taken">The names that are taken.</param>
    /// <param name="names">The names, the best first.</param>
    /// <returns>A free name.</returns>
    public static string Free(IReadOnlyCollection<string> taken, params string[] names)
    {
        if (names.FirstOrDefault(candidate => !taken.Contains(candidate)) is { } free) return free;
        string name = names[names.Length - 1];
        while (taken.Contains(name, StringComparer.Ordinal)) name += "_";
        return name;
    }
}
