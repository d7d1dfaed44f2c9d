using System;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Parsing;

/// <summary>Creates the model of a property with <c>[TrackedAttr]</c>.</summary>
internal static class TrackedPropertyParser
{
    private const string Slots = "global::GenTracker.Slots.";

    private const string Indexes = "global::GenTracker.Indexes.";

    /// <summary>Creates the model of a property that can be generated.</summary>
    /// <param name="declaration">The property.</param>
    /// <param name="tracker">The name of its tracker.</param>
    /// <param name="carried">The attributes that generated declarations repeat.</param>
    /// <param name="types">Writes the types.</param>
    public static TrackedPropertyModel Parse(TrackedPropertyDeclaration declaration, string tracker, CarriedAttributes carried, TypeWriter types)
    {
        IPropertySymbol property = declaration.Symbol;
        string type = types.Write(property.Type);
        (string slot, StoredForm form) = SelectSlot(declaration, type);

        // [TrackedAttr] alone is not bound.
        ImmutableArray<AttributeData> attributes =
            declaration.Syntax.AttributeLists.Sum(static list => list.Attributes.Count) > 1 ? property.GetAttributes() : [];
        return new()
        {
            Name = TypeNames.Escape(property.Name),
            Type = type,
            TypeOrNull = property.Type.IsValueType || type[type.Length - 1] == '?' ? type : type + "?",
            RuntimeType = FindRuntimeType(property.Type, type),
            Unit = declaration.IsTimeSpan ? "\"s\"" : declaration.Unit is { } unit ? Literals.Format(unit) : "null",
            Modifiers = TypeNames.Join(declaration.Syntax.Modifiers),
            Getter = AccessorText(declaration.Syntax, SyntaxKind.GetAccessorDeclaration) ?? "get",
            Setter = AccessorText(declaration.Syntax, SyntaxKind.SetAccessorDeclaration)
                ?? AccessorText(declaration.Syntax, SyntaxKind.InitAccessorDeclaration),
            IsCovered = !HasAttribute(attributes, "ExcludeFromCodeCoverageAttribute"),
            AllowsNull = !property.Type.IsValueType && HasAttribute(attributes, "AllowNullAttribute"),
            Attributes = carried.OfProperty(declaration, attributes),
            SlotType = IndexedSlotType(declaration, form, Slots + slot, types),
            HasOwnArithmetic = !slot.StartsWith("WordSlot", StringComparison.Ordinal) && !slot.StartsWith("SeqLockSlot", StringComparison.Ordinal),
            Form = form,
            Initial = Initial(declaration, form, types),
            Survives = declaration.Survives,
            AttrsAccessibility = TypeNames.KeywordOutside(property.GetMethod!.DeclaredAccessibility),
            IsDeclaredInAttrs = declaration.IsDeclaredInAttrs,
            IsSecret = declaration.IsSecret,
            Metric = MetricParser.Parse(declaration, tracker),
            Counter = declaration.Members == CounterMembers.None ? null : CreateCounter(declaration),
            Index = declaration.Index == IndexKind.None ? null : CreateIndex(declaration, form, Slots + slot, types),
            Settable = declaration.SettableMembers == SettableMembers.None ? null : CreateSettable(declaration),
        };
    }

    /// <summary>The type as <c>typeof</c> takes it: without the annotation, and not one that does not exist.</summary>
    private static string FindRuntimeType(ITypeSymbol type, string name) =>
        type.TypeKind == TypeKind.Dynamic || IsMissing(type) ? "object"
        : !type.IsValueType && name[name.Length - 1] == '?' ? name.Substring(0, name.Length - 1)
        : name;

    private static bool IsMissing(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Error
        || (type is INamedTypeSymbol { IsGenericType: true } named && named.TypeArguments.Any(IsMissing))
        || (type is IArrayTypeSymbol array && IsMissing(array.ElementType));

    /// <summary>The argument of the slot's constructor; null if the slot starts as the default of the type.</summary>
    private static string? Initial(TrackedPropertyDeclaration declaration, StoredForm form, TypeWriter types)
    {
        if (declaration.DefaultFrom is { } member)
        {
            // GT0012 tells if the value may be null though the attribute may not, so the compiler need not.
            string value = $"{types.Write(member.ContainingType)}.{TypeNames.Escape(member.Name)}{(member is IMethodSymbol ? "()" : "")}!";
            return form switch
            {
                StoredForm.Ticks => value + ".Ticks",
                StoredForm.Object => "(object)" + value,
                _ => value,
            };
        }

        if (declaration.UnknownDefault is { } expression) return types.WriteUnknown(expression);
        return declaration.Default is { IsNull: false } constant
            ? Literals.Format(constant, declaration.Symbol.Type, types)
            : declaration.Striped ? "default" : null;
    }

    private static bool HasAttribute(ImmutableArray<AttributeData> attributes, string name) =>
        attributes.Any(attribute => attribute.AttributeClass.Is("System.Diagnostics.CodeAnalysis", name));

    private static (string Slot, StoredForm Form) SelectSlot(TrackedPropertyDeclaration declaration, string type)
    {
        IPropertySymbol property = declaration.Symbol;
        if (declaration.Striped) return ($"StripedSlot<{type}>", StoredForm.AsIs);
        if (property.Type.TypeKind == TypeKind.Dynamic) return ($"SeqLockSlot<{type.Replace("dynamic", "object")}>", StoredForm.Object);
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

    /// <summary>Whether values have at most four bytes, so that one word holds a value and the seal.</summary>
    private static bool IsWord(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { EnumUnderlyingType: { } underlying } => IsWord(underlying),
        {
            SpecialType: SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte
            or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single
        } => true,
        _ => type.Is("System", "Half"),
    };

    private static CounterModel CreateCounter(TrackedPropertyDeclaration declaration)
    {
        IPropertySymbol property = declaration.Symbol;
        Accessibility accessibility = (property.SetMethod ?? (ISymbol)property).DeclaredAccessibility;
        return new()
        {
            Accessibility = TypeNames.Keyword(accessibility),
            ByKey = TypeNames.KeywordOutside(accessibility) is { } outside && NameOf(CounterMembers.TryIncrement) is { } tryIncrement
                ? new(outside, GeneratedNames.CounterMemberName(CounterMembers.Increment, property.Name), tryIncrement)
                : null,
            DefaultDelta = NumericTypes.HasConstants(property.Type) ? " = 1" : "",
            IsStriped = declaration.Striped,
            Range = property.SetMethod is null ? RangeOf(declaration) : null,
            OnlyRises = declaration.Metric.HasFlag(MetricKinds.Total),
            Increment = NameOf(CounterMembers.Increment),
            Decrement = NameOf(CounterMembers.Decrement),
            TryIncrement = NameOf(CounterMembers.TryIncrement),
            TryDecrement = NameOf(CounterMembers.TryDecrement),
            IncrementUpTo = NameOf(CounterMembers.IncrementUpTo),
            DecrementDownTo = NameOf(CounterMembers.DecrementDownTo),
            Raise = NameOf(CounterMembers.Raise),
            RetireAt = NameOf(CounterMembers.RetireAt),
            Acquire = NameOf(CounterMembers.Acquire),
            TryAcquireUpTo = NameOf(CounterMembers.TryAcquireUpTo),
            LeaseType = (declaration.Members & (CounterMembers.Acquire | CounterMembers.TryAcquireUpTo)) == 0 ? null : FindLeaseType(property),
        };

        string? NameOf(CounterMembers member) => (declaration.Members & member) == 0 ? null : GeneratedNames.CounterMemberName(member, property.Name);
    }

    /// <summary>The type is beside the slots, which have the names of the properties.</summary>
    private static string FindLeaseType(IPropertySymbol property)
    {
        string name = property.Name + "Lease";
        while (!property.ContainingType.GetMembers(name).IsEmpty || TypeNames.TypeParametersAround(property.ContainingType).Contains(name)) name += "_";
        return name;
    }

    private static SettableModel CreateSettable(TrackedPropertyDeclaration declaration)
    {
        IPropertySymbol property = declaration.Symbol;
        return new(
            TypeNames.Keyword(property.SetMethod!.DeclaredAccessibility),
            NameOf(SettableMembers.Exchange),
            NameOf(SettableMembers.Update),
            NameOf(SettableMembers.UpdateWithState),
            NameOf(SettableMembers.TrySet));

        string? NameOf(SettableMembers member) =>
            (declaration.SettableMembers & member) == 0 ? null : GeneratedNames.SettableMemberName(member, property.Name);
    }

    /// <summary>The type of the slot. An index wraps the slot that the property would have without one.</summary>
    private static string IndexedSlotType(TrackedPropertyDeclaration declaration, StoredForm form, string slot, TypeWriter types) => declaration.Index switch
    {
        IndexKind.Group => $"{Indexes}IndexedSlot<{StoredType(declaration, form, types)}, {slot}>",
        IndexKind.Unique => $"{Indexes}UniqueSlot<{StoredType(declaration, form, types)}, {slot}>",
        _ => slot,
    };

    private static string StoredType(TrackedPropertyDeclaration declaration, StoredForm form, TypeWriter types) =>
        form == StoredForm.Ticks ? "long" : types.Write(declaration.Symbol.Type);

    private static IndexModel CreateIndex(TrackedPropertyDeclaration declaration, StoredForm form, string slot, TypeWriter types)
    {
        IPropertySymbol property = declaration.Symbol;
        bool isUnique = declaration.Index == IndexKind.Unique;
        string comparer = declaration.IgnoresCase ? "global::System.StringComparer.OrdinalIgnoreCase" : "null";
        return new()
        {
            IsUnique = isUnique,
            InnerSlotType = slot,
            Field = "__by" + property.Name,
            Type = $"{Indexes}{(isUnique ? "UniqueIndex" : "GroupIndex")}<{StoredType(declaration, form, types)}>",
            Arguments = isUnique ? $"{Literals.Format(property.Name)}, {comparer}" : comparer,
            Accessibility = TypeNames.KeywordOutside(property.GetMethod!.DeclaredAccessibility)!,
            Find = declaration.HasFind ? GeneratedNames.FindMemberName(property.Name) : null,
            SoughtType = types.Write(declaration.SoughtType, annotated: !isUnique),
        };
    }

    private static string? RangeOf(TrackedPropertyDeclaration declaration) => declaration.Symbol.Type.SpecialType switch
    {
        SpecialType.System_Int64 or SpecialType.System_IntPtr => "-2^62 to 2^62 - 1",
        SpecialType.System_UInt64 or SpecialType.System_UIntPtr => declaration.Striped ? "0 to 2^62" : "0 to 2^63 - 1",
        _ => declaration.IsTimeSpan ? "-2^62 to 2^62 - 1 ticks" : null,
    };

    private static string? AccessorText(BasePropertyDeclarationSyntax syntax, SyntaxKind kind)
    {
        AccessorDeclarationSyntax? accessor = syntax.AccessorList?.Accessors.FirstOrDefault(candidate => candidate.IsKind(kind));
        return accessor is null ? null
            : accessor.Modifiers.Count == 0 ? accessor.Keyword.Text
            : $"{TypeNames.Join(accessor.Modifiers)} {accessor.Keyword.Text}";
    }
}
