using System.Linq;
using GenTracker.Generators.Model;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Parsing;

/// <summary>Makes the model of an attribute.</summary>
internal static class TrackedPropertyParser
{
    private const string Slots = "global::GenTracker.Slots.";

    /// <summary>Makes the model.</summary>
    /// <param name="declaration">The attribute as it was declared; it can be generated.</param>
    /// <returns>Its model.</returns>
    public static TrackedPropertyModel Parse(TrackedPropertyDeclaration declaration)
    {
        IPropertySymbol property = declaration.Property;
        (string slot, StoredForm form) = Slot(declaration);
        return new()
        {
            Name = TypeNames.Identifier(property.Name),
            Type = TypeNames.Of(property.Type),
            Modifiers = Text(declaration.Syntax.Modifiers),
            Getter = Accessor(declaration.Syntax, SyntaxKind.GetAccessorDeclaration) ?? "get",
            Setter = Accessor(declaration.Syntax, SyntaxKind.SetAccessorDeclaration) ?? Accessor(declaration.Syntax, SyntaxKind.InitAccessorDeclaration),
            AllowsNull = AllowsNull(declaration),
            SlotType = Slots + slot,
            Form = form,
            Initial = declaration.Default is { IsNull: false } value ? Literals.Of(value, property.Type) : declaration.Striped ? "default" : null,
            Survives = declaration.Survives,
            AttrsAccessibility = TypeNames.OutsideOf(property.GetMethod!.DeclaredAccessibility),
            Counter = declaration.Members == CounterMembers.None ? null : Counter(declaration),
        };
    }

    private static bool AllowsNull(TrackedPropertyDeclaration declaration) =>
        declaration.Syntax.AttributeLists.Sum(static list => list.Attributes.Count) > 1
        && declaration.Property.GetAttributes().Any(static attribute => attribute.AttributeClass.Is("System.Diagnostics.CodeAnalysis", "AllowNullAttribute"));

    private static (string Slot, StoredForm Form) Slot(TrackedPropertyDeclaration declaration)
    {
        IPropertySymbol property = declaration.Property;
        string type = TypeNames.Of(property.Type);
        if (declaration.Striped) return ($"StripedSlot<{type}>", StoredForm.AsIs);
        if (IsWord(property.Type)) return ($"WordSlot<{type}>", StoredForm.AsIs);
        if (property.SetMethod is not null) return declaration.IsTimeSpan ? ("SeqLockSlot<long>", StoredForm.Ticks) : ($"SeqLockSlot<{type}>", StoredForm.AsIs);
        return property.Type.SpecialType switch
        {
            SpecialType.System_Int64 => ("CounterSlot", StoredForm.AsIs),
            SpecialType.System_IntPtr => ("CounterSlot", StoredForm.Signed),
            SpecialType.System_UInt64 => ("UnsignedCounterSlot", StoredForm.AsIs),
            SpecialType.System_UIntPtr => ("UnsignedCounterSlot", StoredForm.Unsigned),
            _ => declaration.IsTimeSpan ? ("CounterSlot", StoredForm.Ticks) : ($"SeqLockSlot<{type}>", StoredForm.AsIs),
        };
    }

    /// <summary>Whether values have four bytes at most, so that a seal fits into one word with them.</summary>
    private static bool IsWord(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { EnumUnderlyingType: { } underlying } => IsWord(underlying),
        {
            SpecialType: SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte
            or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single
        } => true,
        _ => type.Is("System", "Half"),
    };

    private static CounterModel Counter(TrackedPropertyDeclaration declaration)
    {
        IPropertySymbol property = declaration.Property;
        Accessibility accessibility = (property.SetMethod ?? (ISymbol)property).DeclaredAccessibility;
        return new()
        {
            Accessibility = TypeNames.Of(accessibility),
            ByKey = TypeNames.OutsideOf(accessibility) is { } outside && Name(CounterMembers.TryIncrement) is { } tryIncrement
                ? new(outside, GeneratedNames.CounterMemberName(CounterMembers.Increment, property.Name), tryIncrement)
                : null,
            DefaultDelta = NumericTypes.HasConstants(property.Type) ? " = 1" : "",
            IsStriped = declaration.Striped,
            Range = property.SetMethod is null ? Range(declaration) : null,
            Increment = Name(CounterMembers.Increment),
            Decrement = Name(CounterMembers.Decrement),
            TryIncrement = Name(CounterMembers.TryIncrement),
            IncrementUpTo = Name(CounterMembers.IncrementUpTo),
            Raise = Name(CounterMembers.Raise),
            RetireAt = Name(CounterMembers.RetireAt),
        };

        string? Name(CounterMembers member) => (declaration.Members & member) == 0 ? null : GeneratedNames.CounterMemberName(member, property.Name);
    }

    private static string? Range(TrackedPropertyDeclaration declaration) => declaration.Property.Type.SpecialType switch
    {
        SpecialType.System_Int64 or SpecialType.System_IntPtr => "-2^62 to 2^62 - 1",
        SpecialType.System_UInt64 or SpecialType.System_UIntPtr => declaration.Striped ? "0 to 2^62" : "0 to 2^63 - 1",
        _ => declaration.IsTimeSpan ? "-2^62 to 2^62 - 1 ticks" : null,
    };

    private static string? Accessor(BasePropertyDeclarationSyntax syntax, SyntaxKind kind)
    {
        AccessorDeclarationSyntax? accessor = syntax.AccessorList?.Accessors.FirstOrDefault(candidate => candidate.IsKind(kind));
        return accessor is null ? null
            : accessor.Modifiers.Count == 0 ? accessor.Keyword.Text
            : $"{Text(accessor.Modifiers)} {accessor.Keyword.Text}";
    }

    private static string Text(SyntaxTokenList modifiers) => string.Join(" ", modifiers.Select(static modifier => modifier.Text));
}
