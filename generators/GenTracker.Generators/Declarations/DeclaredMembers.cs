using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>
/// The generated members that the user declares by hand, because other generators see only what the user wrote: properties of the record of attributes,
/// which the generator then leaves out, and partial properties of the class, which it implements.
/// </summary>
internal sealed class DeclaredMembers
{
    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly ImmutableArray<DiagnosticInfo>.Builder _diagnostics;
    private readonly INamedTypeSymbol? _attrs;

    /// <summary>Finds the user's part of the record.</summary>
    public DeclaredMembers(INamedTypeSymbol type, Compilation compilation, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        (_type, _compilation, _diagnostics) = (type, compilation, diagnostics);
        _attrs = type.FindWrittenBeside("Attrs");
    }

    /// <summary>Whether the user's part of the record has fields, and says nothing of their order.</summary>
    public bool SplitsAttrs => _attrs is not null
        && _attrs.GetMembers().Any(static member => member is IFieldSymbol { IsStatic: false } && member.SourceLocation() is not null)
        && !_attrs.GetAttributes().Any(static attribute => attribute.AttributeClass.Is("System.Runtime.InteropServices", "StructLayoutAttribute"));

    /// <summary>Checks the base class that the user's part of the tracker names; false if it is another one than the generated part names.</summary>
    public bool CheckTracker(ITypeSymbol keyType)
    {
        if (_type.FindWrittenBeside("Tracker") is not { } tracker) return true;
        foreach (SyntaxReference reference in tracker.DeclaringSyntaxReferences)
        {
            if (GeneratedFile.IsGenerated(reference.SyntaxTree)) continue;
            if ((reference.GetSyntax() as TypeDeclarationSyntax)?.BaseList?.Types.FirstOrDefault() is not { } first) continue;
            ITypeSymbol? named = _compilation.GetSemanticModel(reference.SyntaxTree).GetTypeInfo(first.Type).Type;
            if (named is not INamedTypeSymbol { TypeKind: TypeKind.Class, TypeArguments: var arguments } || named.ContainsError()) continue;
            if (named.Is("GenTracker", "Tracker", arity: 2) && IsSame(arguments[0], keyType) && IsSame(arguments[1], _type)) continue;
            Report(
                tracker,
                $"its base class is '{named.ToDisplayName()}'; leave the base class to the generator, or name "
                    + $"'Tracker<{keyType.ToDisplayName()}, {_type.Name}>'");
            return false;
        }

        return true;
    }

    /// <summary>Finds the attributes that the user's part of the record declares; false if one of them does not fit.</summary>
    public bool ReadAttrs(ImmutableArray<TrackedPropertyDeclaration> properties)
    {
        if (_attrs is null) return true;
        bool fits = !_attrs.HasExplicitLayout();
        if (!fits) Report(_attrs, "its layout is explicit, and the generated properties have no offsets; remove [StructLayout]");
        HashSet<string> given = [];
        foreach (TrackedPropertyDeclaration property in properties)
        {
            if (!property.IsInAttrs) continue;
            given.Add(property.Symbol.Name);
            if (_attrs.GetMembers(property.Symbol.Name).FirstOrDefault(static member => member.SourceLocation() is not null) is not { } declared)
            {
                if (AccessorNames.FindTaken(_attrs, property.Symbol.Name, type => IsSame(type, property.Symbol.Type)) is not { } taken) continue;
                _diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.NameTaken, taken.SourceLocation()!, taken.Name, _attrs.Name));
                fits = false;
                continue;
            }

            property.IsDeclaredInAttrs = true;
            if (FindAttrsError(declared, property.Symbol) is not { } error) continue;
            string accessibility = property.Symbol.GetMethod!.DeclaredAccessibility == Accessibility.Public ? "public" : "internal";
            string right = $"{accessibility} {property.Symbol.Type.ToDisplayName()} {declared.Name} {{ get; init; }}";
            Report(declared, $"it {error}; declare it as '{right}'");
            fits = false;
        }

        foreach (ISymbol member in _attrs.GetMembers())
        {
            if (member is not (IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })) continue;
            if (given.Contains(member.Name) || member.SourceLocation() is null) continue;
            Report(member, "it is required, and no attribute gives its value; remove 'required'");
            fits = false;
        }

        return fits;
    }

    /// <summary>Finds a partial property that the user has declared and not implemented; null if there is none, or if it is an attribute.</summary>
    public IPropertySymbol? FindPartial(string name)
    {
        foreach (ISymbol member in _type.GetMembers(name))
        {
            if (member is IPropertySymbol { IsPartialDefinition: true } property
                && property.SourceLocation() is not null
                && property.PartialImplementationPart?.SourceLocation() is null
                && !property.GetAttributes().Any(SymbolExtensions.IsTrackedAttr))
            {
                return property;
            }
        }

        return null;
    }

    /// <summary>Whether a partial property can be implemented.</summary>
    /// <param name="property">The property.</param>
    /// <param name="typeName">The type that it must have, in a message.</param>
    /// <param name="isOfType">Whether a type is that type.</param>
    public bool CheckPartial(IPropertySymbol property, string typeName, Func<ITypeSymbol, bool> isOfType)
    {
        string? error = property switch
        {
            { IsStatic: true } => "is static",
            { RefKind: not RefKind.None } => "returns a reference",
            { SetMethod: not null } => "has a setter",
            _ when !isOfType(property.Type) => $"is of type '{property.Type.ToDisplayName()}'",
            _ => null,
        };
        if (error is null) return true;
        Report(property, $"it {error}; declare it as 'public partial {typeName} {property.Name} {{ get; }}'");
        return false;
    }

    private string? FindAttrsError(ISymbol declared, IPropertySymbol attribute) => declared switch
    {
        not IPropertySymbol => "is no property",
        { IsStatic: true } => "is static",
        IPropertySymbol { IsPartialDefinition: true } => "is partial, and nothing implements it",
        IPropertySymbol { RefKind: not RefKind.None } => "returns a reference",
        IPropertySymbol { GetMethod: null } => "has no getter",
        IPropertySymbol { SetMethod: null } => "has no init accessor, so that nobody could give it the value",
        IPropertySymbol { SetMethod: { } setter } when !_compilation.IsSymbolAccessibleWithin(setter, _type) =>
            "has an init accessor that the class cannot use",
        IPropertySymbol { Type: var type } when !HasType(type, attribute.Type) => $"is of type '{type.ToDisplayName()}'",
        _ => null,
    };

    /// <summary>Whether a property of the type can hold each value of the attribute, null too, and no other kind of value.</summary>
    private bool HasType(ITypeSymbol type, ITypeSymbol attributeType) =>
        IsSame(type, attributeType) && HasNullability(type, attributeType);

    /// <summary>Whether types are the same but for nullability, <c>dynamic</c> and the names in a tuple.</summary>
    private bool IsSame(ITypeSymbol left, ITypeSymbol right) => _compilation.ClassifyCommonConversion(left, right).IsIdentity;

    private static bool HasNullability(ITypeSymbol type, ITypeSymbol attributeType)
    {
        bool isOblivious = type.NullableAnnotation == NullableAnnotation.None || attributeType.NullableAnnotation == NullableAnnotation.None;
        if (!isOblivious && type.NullableAnnotation != attributeType.NullableAnnotation) return false;
        return (type, attributeType) switch
        {
            (IArrayTypeSymbol array, IArrayTypeSymbol other) => HasNullability(array.ElementType, other.ElementType),
            (INamedTypeSymbol named, INamedTypeSymbol other) => named.TypeArguments.Length == other.TypeArguments.Length
                && named.TypeArguments.Zip(other.TypeArguments, HasNullability).All(static same => same),
            _ => true,
        };
    }

    private void Report(ISymbol member, string reason) => _diagnostics.Add(DiagnosticInfo.Create(
        DiagnosticDescriptors.DeclaredMemberDoesNotFit, member.SourceLocation()!, member.Name, _type.Name, reason));
}
