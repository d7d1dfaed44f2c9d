using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Generators.Declarations;

/// <summary>A property with <c>[TrackedAttr]</c> as it was found in a tracked class, checked. Lives no longer than one reading.</summary>
internal sealed class TrackedPropertyDeclaration
{
    private TrackedPropertyDeclaration(IPropertySymbol property, BasePropertyDeclarationSyntax syntax)
    {
        Property = property;
        Syntax = syntax;
        IsNumber = NumericTypes.IsNumber(property.Type);
        IsTimeSpan = NumericTypes.IsTimeSpan(property.Type);
    }

    /// <summary>The property; its defining part where it has two.</summary>
    public IPropertySymbol Property { get; }

    /// <summary>Where it is declared.</summary>
    public BasePropertyDeclarationSyntax Syntax { get; }

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber { get; }

    /// <summary>Whether it is a <c>TimeSpan</c>.</summary>
    public bool IsTimeSpan { get; }

    /// <summary>Whether accessors can be generated; so it is for some wrong declarations too, to spare the user the compiler's errors.</summary>
    public bool CanGenerate { get; private set; } = true;

    /// <summary>Whether the value is carried into the next incarnation.</summary>
    public bool Survives { get; private set; }

    /// <summary>Whether the counter is spread over several cells.</summary>
    public bool Striped { get; private set; }

    /// <summary>The value that a new child starts with; null for the type's default.</summary>
    public TypedConstant? Default { get; private set; }

    /// <summary>The members to be generated for counting it.</summary>
    public CounterMembers Members { get; set; }

    /// <summary>Reads and checks one property.</summary>
    /// <param name="property">The property.</param>
    /// <param name="syntax">Its declaration.</param>
    /// <param name="attribute">The bound <c>[TrackedAttr]</c>; null where it has no arguments and so need not be bound.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The property as an attribute.</returns>
    public static TrackedPropertyDeclaration Read(
        IPropertySymbol property, BasePropertyDeclarationSyntax syntax, AttributeData? attribute, Compilation compilation, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        TrackedPropertyDeclaration declaration = new(property, syntax);
        bool sound = declaration.CheckShape(diagnostics) && declaration.CheckType(diagnostics);
        if (attribute is not null) declaration.ReadOptions(attribute, compilation, diagnostics);
        if (sound && (declaration.IsNumber || declaration.IsTimeSpan))
        {
            declaration.Members = declaration.Striped ? CounterMembers.Striped
                : property.SetMethod is null ? CounterMembers.GetOnly
                : CounterMembers.Settable;
        }

        return declaration;
    }

    private bool CheckShape(ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        if (FindShapeError() is not { } error) return true;
        diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.NotAPartialDefinition, NameLocation(), Property.Name, error.Reason));
        CanGenerate = error.CanGenerate;
        return false;
    }

    private (string Reason, bool CanGenerate)? FindShapeError()
    {
        SyntaxTokenList modifiers = Syntax.Modifiers;
        string? reason = Property switch
        {
            { IsIndexer: true } => "is an indexer; use a property",
            { ExplicitInterfaceImplementations.IsEmpty: false } => "implements an interface explicitly, and such a property cannot be partial; implement it implicitly, or by a property that returns the attribute",
            { IsStatic: true } => "is static, while attributes belong to one child each; remove 'static'",
            _ when modifiers.Any(SyntaxKind.AbstractKeyword) || modifiers.Any(SyntaxKind.ExternKeyword) => "is abstract or extern, and such a property cannot be partial; remove the modifier",
            { RefKind: not RefKind.None } => "returns a reference, by which it could be written after the child has ended; return the value",
            { GetMethod: null } => "has no getter; add 'get;'",
            _ when HasBody(Property) => "has a body or an initializer of its own; leave them to the generator: 'get;' and 'set;' without bodies, and 'Default' instead of an initializer",
            _ when !modifiers.Any(SyntaxKind.PartialKeyword) => "is not partial; add 'partial', and let the generator write the accessors",
            _ => null,
        };
        if (reason is not null) return (reason, CanGenerate: false);
        if (Property.SetMethod is { IsInitOnly: true }) return ("has an init accessor, while attributes are written as long as the child lives; use 'set' or 'private set'", CanGenerate: true);
        if (Property.SetMethod is not null || IsNumber || IsTimeSpan) return null;
        return ($"is get-only and of type '{Property.Type.ToDisplayName()}', which cannot be counted, so nothing could ever write it; add 'set;' or 'private set;'", CanGenerate: true);
    }

    /// <summary>A body in either part that the user wrote. Accessors without bodies, of a property that is not partial, are none.</summary>
    private bool HasBody(IPropertySymbol property)
    {
        if (Syntax is PropertyDeclarationSyntax { ExpressionBody: not null } or PropertyDeclarationSyntax { Initializer: not null }) return true;
        if (Syntax.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true) return true;
        return property.PartialImplementationPart?.SourceLocation() is not null;
    }

    private bool CheckType(ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        string? what = Property.Type switch
        {
            { TypeKind: TypeKind.Pointer } => "a pointer",
            { TypeKind: TypeKind.FunctionPointer } => "a function pointer",
            { IsRefLikeType: true } => "a ref struct",
            ITypeParameterSymbol { AllowsRefLikeType: true } => "a type parameter that allows ref structs",
            _ => null,
        };
        if (what is null) return true;
        diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.NoSlot, TypeLocation(), Property.Name, Property.Type.ToDisplayName(), what));
        CanGenerate = false;
        return false;
    }

    private void ReadOptions(AttributeData attribute, Compilation compilation, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        foreach (KeyValuePair<string, TypedConstant> option in attribute.NamedArguments)
        {
            if (option.Value.Kind == TypedConstantKind.Error) continue;
            string? reason = null;
            switch (option.Key)
            {
                case "Survives":
                    Survives = option.Value.Value is true;
                    break;
                case "Striped" when option.Value.Value is true:
                    reason = !IsNumber || !Property.Type.IsUnmanagedType ? $"'{Property.Type.ToDisplayName()}' is no number that can be split over cells; remove it"
                        : Property.SetMethod is not null ? "an attribute with a setter cannot be spread over cells; remove the setter or the option"
                        : null;
                    Striped = reason is null;
                    break;
                case "Default":
                    reason = FindMisfit(option.Value, compilation);
                    if (reason is null) Default = option.Value;
                    break;
            }

            if (reason is not null) diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.OptionDoesNotFit, OptionLocation(attribute, option.Key), option.Key, Property.Name, reason));
        }
    }

    private string? FindMisfit(TypedConstant value, Compilation compilation)
    {
        ITypeSymbol type = Property.Type;
        ITypeSymbol bare = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        if (value.IsNull)
        {
            return type.IsReferenceType || !SymbolEqualityComparer.Default.Equals(type, bare) ? null : $"null is no value of '{type.ToDisplayName()}'; give a constant of that type";
        }

        if (value.Type is null || type.TypeKind == TypeKind.Error) return null;
        if (value.Kind == TypedConstantKind.Array) return "all children would share one array; set the attribute in the constructor";
        if (value.Value is int number && NumericTypes.Fits(number, bare)) return null;
        if (value.Value is long and >= 0 && bare.SpecialType == SpecialType.System_UInt64) return null;
        CommonConversion conversion = compilation.ClassifyCommonConversion(value.Type, type);
        if (conversion is { Exists: true, IsImplicit: true, IsUserDefined: false }) return null;
        if (value.Value is int && NumericTypes.HasConstants(bare)) return $"{value.Value} is no value of '{type.ToDisplayName()}'; give a constant of the attribute's type";
        return $"it is of type '{value.Type.ToDisplayName()}' and not of type '{type.ToDisplayName()}'; give a constant of the attribute's type, or set the attribute in the constructor";
    }

    private Location NameLocation() => Syntax switch
    {
        PropertyDeclarationSyntax property => property.Identifier.GetLocation(),
        IndexerDeclarationSyntax indexer => indexer.ThisKeyword.GetLocation(),
        _ => Syntax.GetLocation(),
    };

    private Location TypeLocation() => Syntax.Type.GetLocation();

    private Location OptionLocation(AttributeData attribute, string option) =>
        OptionSyntax.Find(attribute, option) ?? NameLocation();
}
