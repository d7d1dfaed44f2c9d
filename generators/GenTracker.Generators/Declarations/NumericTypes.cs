using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>Tells which types are numbers, and which constants C# has for them.</summary>
internal static class NumericTypes
{
    /// <summary>Whether the type is a primitive number, or a struct that implements <c>INumber</c> of itself. <c>char</c> is not a number.</summary>
    public static bool IsNumber(ITypeSymbol type) =>
        HasConstants(type)
        || (type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } named
            && named.AllInterfaces.Any(candidate => candidate.Is("System.Numerics", "INumber", arity: 1)
                && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], named)));

    /// <summary>Whether C# has constants of this numeric type, so that a parameter can have a default.</summary>
    public static bool HasConstants(ITypeSymbol type) => type.SpecialType is
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
        or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
        or SpecialType.System_IntPtr or SpecialType.System_UIntPtr
        or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;

    /// <summary>Whether the type is <c>System.TimeSpan</c>, which can be incremented though it is not a number.</summary>
    public static bool IsTimeSpan(ITypeSymbol type) => type.Is("System", "TimeSpan");

    /// <summary>Whether C# converts an <c>int</c> constant of this value implicitly, as in <c>byte b = 5</c>.</summary>
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
