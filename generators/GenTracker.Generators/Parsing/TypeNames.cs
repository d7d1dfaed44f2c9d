using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.Generators.Parsing;

/// <summary>Types and names as generated code writes them, so that no declaration of the user can give them another meaning.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat PlainFormat = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly SymbolDisplayFormat AnnotatedFormat =
        PlainFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat NamespaceFormat = PlainFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>A type, fully qualified, with its nullable annotations.</summary>
    /// <param name="type">The type.</param>
    /// <param name="annotated">Whether to keep the nullable annotation of the type itself.</param>
    public static string FullName(ITypeSymbol type, bool annotated = true) =>
        KeywordOf(type, annotated) ?? Annotated(type, annotated).ToDisplayString(AnnotatedFormat);

    /// <summary>The parts of <see cref="FullName"/>.</summary>
    public static ImmutableArray<SymbolDisplayPart> PartsOf(ITypeSymbol type, bool annotated) => Annotated(type, annotated).ToDisplayParts(AnnotatedFormat);

    /// <summary>The keyword of a type, which needs no formatting; null if it has none.</summary>
    private static string? KeywordOf(ITypeSymbol type, bool annotated) => type.SpecialType switch
    {
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Int32 => "int",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Double => "double",
        SpecialType.System_String when !annotated || type.NullableAnnotation != NullableAnnotation.Annotated => "string",
        _ => null,
    };

    private static ITypeSymbol Annotated(ITypeSymbol type, bool annotated) =>
        annotated || !type.IsReferenceType ? type : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);

    /// <summary>A namespace; empty for the global namespace.</summary>
    public static string Namespace(INamespaceSymbol symbol) => symbol.IsGlobalNamespace ? "" : symbol.ToDisplayString(NamespaceFormat);

    /// <summary>The name of a member or parameter, escaped if it is a keyword.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>The name of a type in its declaration, escaped if it is a keyword there.</summary>
    public static string EscapeDeclared(string name) => SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? Escape(name) : "@" + name;

    /// <summary>The headers of the partial types around a type, the outermost first.</summary>
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
            IEnumerable<string> names = outer.TypeParameters.Select(static parameter => EscapeDeclared(parameter.Name));
            string parameters = outer.Arity == 0 ? "" : $"<{string.Join(", ", names)}>";
            headers.Push($"{kind} {EscapeDeclared(outer.Name)}{parameters}");
        }

        return [.. headers];
    }

    /// <summary>The names of the type parameters of the types around a type.</summary>
    public static ImmutableArray<string> TypeParametersAround(INamedTypeSymbol type) =>
        [.. type.TypeParametersAround().Select(static parameter => parameter.Name)];

    /// <summary>Modifiers, as the user wrote them.</summary>
    public static string Join(SyntaxTokenList modifiers) => string.Join(" ", modifiers.Select(static modifier => modifier.Text));

    /// <summary>The keywords of an accessibility.</summary>
    public static string Keyword(Accessibility accessibility) => SyntaxFacts.GetText(accessibility);

    /// <summary>The keyword of the accessibility for code of the assembly outside of the class; null if that code has no access.</summary>
    public static string? KeywordOutside(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal or Accessibility.ProtectedOrInternal => "internal",
        _ => null,
    };

    /// <summary>The first of the names that is not taken, or the last one with underscores.</summary>
    public static string FirstFree(IReadOnlyCollection<string> taken, params string[] names)
    {
        if (names.FirstOrDefault(candidate => !taken.Contains(candidate)) is { } free) return free;
        string name = names[names.Length - 1];
        while (taken.Contains(name, StringComparer.Ordinal)) name += "_";
        return name;
    }
}
