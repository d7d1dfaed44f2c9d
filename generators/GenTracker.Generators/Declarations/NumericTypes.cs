using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>Which types count as numbers, and what C# can do with them.</summary>
internal static class NumericTypes
{
    /// <summary>Whether the type is a number: a primitive one, or a struct that implements <c>INumber</c> of itself. <c>char</c> is none.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if it is.</returns>
    public static bool IsNumber(ITypeSymbol type) =>
        HasConstants(type)
        || (type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } named
            && named.AllInterfaces.Any(candidate => candidate.Is("System.Numerics", "INumber", arity: 1)
                && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], named)));

    /// <summary>Whether the type is a number of which C# has constants, so that a parameter of it can have a default.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if it is.</returns>
    public static bool HasConstants(ITypeSymbol type) => type.SpecialType is
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
        or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
        or SpecialType.System_IntPtr or SpecialType.System_UIntPtr
        or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;

    /// <summary>Whether the type is <c>System.TimeSpan</c>, which is counted though it is no number.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if it is.</returns>
    public static bool IsTimeSpan(ITypeSymbol type) => type.Is("System", "TimeSpan");

    /// <summary>Whether C# turns an <c>int</c> constant of this value into the type by itself, as in <c>byte b = 5</c>.</summary>
    /// <param name="value">The constant.</param>
    /// <param name="type">The type.</param>
    /// <returns>True if it does.</returns>
    public static bool Fits(int value, ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_SByte => value is >= sbyte.MinValue and <= sbyte.MaxValue,
        SpecialType.System_Byte => value is >= byte.MinValue and <= byte.MaxValue,
        SpecialType.System_Int16 => value is >= short.MinValue and <= short.MaxValue,
        SpecialType.System_UInt16 => value is >= ushort.MinValue and <= ushort.MaxValue,
        SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_UIntPtr => value >= 0,
        _ => false,
    };
}
