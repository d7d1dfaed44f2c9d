using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Parsing;

/// <summary>Writes the types that a class mentions, so that no declaration of the user can give them another meaning in the generated file.</summary>
/// <param name="compilation">The compilation of the class.</param>
internal sealed class TypeWriter(Compilation compilation)
{
    private readonly bool _hasAliases = compilation.ExternalReferences.Any(static reference => !reference.Properties.Aliases.IsEmpty);
    private readonly SortedSet<string> _externAliases = new(StringComparer.Ordinal);

    /// <summary>Whether a type or constant was written as the user wrote it, because no declaration is known. Another generator may write it.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>Whether a type has pointers, as the array of pointers has, so that only unsafe code may name it.</summary>
    public bool HasPointers { get; private set; }

    /// <summary>The extern aliases that the written types begin with, and, beside names as the user wrote them, those of the user's files.</summary>
    public ImmutableArray<string> FindExternAliases(INamedTypeSymbol type)
    {
        if (HasUnknown) _externAliases.UnionWith(UsingSyntax.FindExternAliases(type));
        return [.. _externAliases.Select(TypeNames.Escape)];
    }

    /// <summary>Writes a type, fully qualified, with its nullable annotations.</summary>
    /// <param name="type">The type.</param>
    /// <param name="annotated">Whether to keep the nullable annotation of the type itself.</param>
    public string Write(ITypeSymbol type, bool annotated = true)
    {
        HasUnknown |= type.ContainsError();
        string text = TypeNames.FullName(type, annotated);
        HasPointers |= text.IndexOf('*') >= 0;
        return _hasAliases || text.Contains("nint") || text.Contains("nuint") || text.Contains("partial") || BeginsWithTypeParameter(type)
            ? Write(TypeNames.PartsOf(type, annotated))
            : text;
    }

    /// <summary>Writes the default of an optional parameter.</summary>
    public string WriteDefault(IParameterSymbol parameter) =>
        ConstantSyntax.FindUnknownDefault(parameter, compilation) is { } expression ? WriteUnknown(expression) : Literals.FormatDefault(parameter, this);

    /// <summary>Writes an expression as the user wrote it; the name that it means, if it is <c>nameof</c>.</summary>
    public string WriteUnknown(SyntaxNode expression)
    {
        if (ConstantSyntax.FindNameOf(expression) is { } name) return Literals.Format(name);
        HasUnknown = true;
        return expression.ToString();
    }

    /// <summary>
    /// Replaces <c>global</c> by the alias of an assembly that has one, and <c>nint</c>, which can be the name of a type of the user, by the type
    /// it stands for. It escapes <c>partial</c>, which the compiler takes for a modifier where a member's type begins or ends with it, and type parameters
    /// that are named like the beginning of a declaration.
    /// </summary>
    private string Write(ImmutableArray<SymbolDisplayPart> parts)
    {
        StringBuilder text = new();
        foreach (SymbolDisplayPart part in parts)
        {
            text.Append(part.Symbol switch
            {
                INamespaceSymbol { IsGlobalNamespace: true, ContainingAssembly: { } assembly } => FindAlias(assembly) ?? part.ToString(),
                INamedTypeSymbol { SpecialType: SpecialType.System_IntPtr } when part.ToString() == "nint" => "global::System.IntPtr",
                INamedTypeSymbol { SpecialType: SpecialType.System_UIntPtr } when part.ToString() == "nuint" => "global::System.UIntPtr",
                ITypeParameterSymbol parameter => TypeNames.EscapeDeclared(parameter.Name),
                _ => part.ToString() is "partial" ? "@partial" : part.ToString(),
            });
        }

        return text.ToString();
    }

    private static bool BeginsWithTypeParameter(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => BeginsWithTypeParameter(array.ElementType),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: var values } => BeginsWithTypeParameter(values[0]),
        _ => type is ITypeParameterSymbol,
    };

    private string? FindAlias(IAssemblySymbol assembly)
    {
        if (compilation.GetMetadataReference(assembly) is not { Properties.Aliases: { IsEmpty: false } aliases }) return null;
        if (aliases.FirstOrDefault(static alias => alias != MetadataReferenceProperties.GlobalAlias) is not { } found) return null;
        _externAliases.Add(found);
        return TypeNames.Escape(found);
    }
}
