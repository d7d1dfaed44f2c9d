using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.Generators.Usage;

/// <summary>Tells which values of attributes cross nodes as their bits, without a codec.</summary>
internal static class ValueLayout
{
    private const int WordSize = 8;

    /// <summary>Whether the values have no references and at most eight bytes.</summary>
    public static bool IsWord(ITypeSymbol type) => type.IsUnmanagedType && Measure(type).Size <= WordSize;

    private static (int Size, int Alignment) Measure(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { EnumUnderlyingType: { } underlying }) return Measure(underlying);
        int primitive = type.SpecialType switch
        {
            SpecialType.System_Boolean or SpecialType.System_SByte or SpecialType.System_Byte => 1,
            SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16 => 2,
            SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single => 4,
            SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double or SpecialType.System_DateTime => 8,
            SpecialType.System_IntPtr or SpecialType.System_UIntPtr => 8,
            _ => 0,
        };
        if (primitive > 0) return (primitive, primitive);
        int size = 0, alignment = 1;
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic))
        {
            (int fieldSize, int fieldAlignment) = Measure(field.Type);
            size = RoundUp(size, fieldAlignment) + fieldSize;
            alignment = Math.Max(alignment, fieldAlignment);
        }

        return size == 0 ? (1, 1) : (RoundUp(size, alignment), alignment);
    }

    private static int RoundUp(int size, int alignment) => (size + alignment - 1) / alignment * alignment;
}
