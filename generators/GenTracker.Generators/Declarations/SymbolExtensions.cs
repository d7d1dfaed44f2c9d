using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>Properties of symbols, found by name and without a lookup in the compilation.</summary>
internal static class SymbolExtensions
{
    /// <summary>Whether the type has this namespace, name and arity.</summary>
    public static bool Is(this ITypeSymbol? type, string namespaceName, string name, int arity = 0) =>
        type is INamedTypeSymbol { ContainingType: null } named
        && named.Arity == arity
        && named.Name == name
        && HasName(named.ContainingNamespace, namespaceName);

    /// <summary>Whether the attribute is GenTracker's <c>[Tracker]</c> or <c>[Tracker&lt;TKey&gt;]</c>.</summary>
    public static bool IsTracker(this AttributeData attribute) =>
        attribute.AttributeClass.Is("GenTracker", "TrackerAttribute") || attribute.AttributeClass.Is("GenTracker", "TrackerAttribute", arity: 1);

    /// <summary>Whether the attribute is GenTracker's <c>[TrackedAttr]</c>.</summary>
    public static bool IsTrackedAttr(this AttributeData attribute) => attribute.AttributeClass.Is("GenTracker", "TrackedAttrAttribute");

    /// <summary>Whether the generator of the MVVM Toolkit implements the partial property.</summary>
    public static bool IsImplementedByMvvmToolkit(this IPropertySymbol property) => property.GetAttributes().Any(static attribute =>
        attribute.AttributeClass.Is("CommunityToolkit.Mvvm.ComponentModel", "ObservablePropertyAttribute"));

    /// <summary>Whether the type carries <c>[Tracker]</c> itself.</summary>
    public static bool IsTracked(this INamedTypeSymbol type) => type.GetAttributes().Any(IsTracker);

    /// <summary>Whether the type is an extension block, which C# 14 declares in a static class: it has members, and no name and no values.</summary>
    public static bool IsExtensionBlock(this INamedTypeSymbol type) => type.TypeKind == TypeKind.Extension;

    /// <summary>What a type is that no field of a class can have; null if a field can.</summary>
    public static string? FindWhyNoFieldCanHoldIt(this ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Pointer } => "a pointer",
        { TypeKind: TypeKind.FunctionPointer } => "a function pointer",
        { IsRefLikeType: true } => "a ref struct",
        { IsStatic: true } => "a static class",
        { SpecialType: SpecialType.System_Void } => "no type of a value",
        ITypeParameterSymbol { AllowsRefLikeType: true } => "a type parameter that allows ref structs",
        _ => null,
    };

    /// <summary>Whether a part of the type has no known declaration.</summary>
    public static bool ContainsError(this ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => array.ElementType.ContainsError(),
        IPointerTypeSymbol pointer => pointer.PointedAtType.ContainsError(),
        INamedTypeSymbol named => named.TypeArguments.Any(ContainsError) || named.ContainingType?.ContainsError() == true,
        _ => false,
    };

    /// <summary>Whether the type or a containing type is file-local.</summary>
    public static bool IsLocalToFile(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsFileLocal) return true;
        }

        return false;
    }

    /// <summary>
    /// The part that the user has written of a type beside the class, whose name begins with the class's; null if there is none. A file-local type is another
    /// one.
    /// </summary>
    public static INamedTypeSymbol? FindWrittenBeside(this INamedTypeSymbol type, string suffix) =>
        ((INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace)
            .GetTypeMembers(type.Name + suffix, arity: 0)
            .FirstOrDefault(static written => !written.IsFileLocal && written.SourceLocation() is not null);

    /// <summary>Whether generated code within a type or an assembly can name a symbol, and all types that it consists of.</summary>
    public static bool IsNameableWithin(this ISymbol symbol, ISymbol user, Compilation compilation) => symbol switch
    {
        IArrayTypeSymbol array => array.ElementType.IsNameableWithin(user, compilation),
        IErrorTypeSymbol => false,
        INamedTypeSymbol named => !named.IsLocalToFile()
            && compilation.IsSymbolAccessibleWithin(named, user)
            && (named.IsUnboundGenericType || named.TypeArguments.All(argument => argument.IsNameableWithin(user, compilation))),
        ITypeParameterSymbol => false,
        ITypeSymbol => true,
        _ => compilation.IsSymbolAccessibleWithin(symbol, user),
    };

    /// <summary>Whether each field of the type needs an offset, which the generator cannot know.</summary>
    public static bool HasExplicitLayout(this INamedTypeSymbol type) => type.GetAttributes().Any(static attribute =>
        attribute.AttributeClass.Is("System.Runtime.InteropServices", "StructLayoutAttribute")
        && attribute.ConstructorArguments.FirstOrDefault().Value is (int)LayoutKind.Explicit or (short)LayoutKind.Explicit);

    /// <summary>The type that the constant of an attribute names, or the type of its value.</summary>
    public static ITypeSymbol? NamedType(this TypedConstant value) => value.Kind == TypedConstantKind.Type ? (ITypeSymbol?)value.Value : value.Type;

    /// <summary>The type parameters of the types around a type, the innermost first.</summary>
    public static IEnumerable<ITypeParameterSymbol> TypeParametersAround(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            foreach (ITypeParameterSymbol parameter in outer.TypeParameters) yield return parameter;
        }
    }

    /// <summary>The type and its base types, from the type up.</summary>
    public static TypeChain AndBases(this ITypeSymbol? type) => new(type);

    /// <summary>Whether a type is another one, or derives from it.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, ITypeSymbol? ancestor)
    {
        foreach (ITypeSymbol up in type.AndBases())
        {
            if (SymbolEqualityComparer.Default.Equals(up, ancestor)) return true;
        }

        return false;
    }

    /// <summary>Whether a type has this namespace and name, or derives from one that has them.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, string namespaceName, string name)
    {
        foreach (ITypeSymbol up in type.AndBases())
        {
            if (up.Is(namespaceName, name)) return true;
        }

        return false;
    }

    /// <summary>The nearest base class with <c>[Tracker]</c>, or null.</summary>
    public static INamedTypeSymbol? TrackedBase(this INamedTypeSymbol type)
    {
        foreach (ITypeSymbol up in type.BaseType.AndBases())
        {
            if (up is INamedTypeSymbol { SpecialType: not SpecialType.System_Object } named && named.IsTracked()) return named;
        }

        return null;
    }

    /// <summary>The name in messages: short, as a user writes it.</summary>
    public static string ToDisplayName(this ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>The place of the name in the user's files; null if the user did not write it.</summary>
    public static Location? SourceLocation(this ISymbol symbol) =>
        symbol.Locations.FirstOrDefault(location => location.SourceTree is { } tree && !GeneratedFile.IsGenerated(tree));

    private static bool HasName(INamespaceSymbol? symbol, string name)
    {
        int end = name.Length;
        while (symbol is { IsGlobalNamespace: false })
        {
            int start = end - symbol.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, symbol.Name, 0, symbol.Name.Length) != 0) return false;
            if (start == 0) return symbol.ContainingNamespace.IsGlobalNamespace;
            if (name[start - 1] != '.') return false;
            end = start - 1;
            symbol = symbol.ContainingNamespace;
        }

        return false;
    }
}
