using System;
using System.Globalization;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.Generators.Parsing;

/// <summary>Constants as C# expressions, the same in every culture.</summary>
internal static class Literals
{
    /// <summary>The default of a parameter.</summary>
    /// <param name="parameter">The parameter; it is optional.</param>
    /// <returns>The expression.</returns>
    public static string OfDefault(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue ? Of(parameter.ExplicitDefaultValue, parameter.Type) : Of(null, parameter.Type);

    /// <summary>An argument of an attribute.</summary>
    /// <param name="constant">The argument; no array.</param>
    /// <param name="target">The type of what it initializes.</param>
    /// <returns>The expression.</returns>
    public static string Of(TypedConstant constant, ITypeSymbol target) => constant switch
    {
        { IsNull: true } => Of(null, target),
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => $"typeof({TypeNames.Of(type, annotated: false)})",
        { Kind: TypedConstantKind.Enum, Type: { } type } => Of(constant.Value, type),
        _ => Of(constant.Value, target),
    };

    /// <summary>A string as a literal.</summary>
    /// <param name="text">The string.</param>
    /// <returns>The literal.</returns>
    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Of(object? value, ITypeSymbol target)
    {
        if (target is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return value is null ? "null" : Of(value, nullable.TypeArguments[0]);
        }

        // "null!" where the user's own file does not know nullable annotations, or silenced the compiler as well.
        if (value is null) return !target.IsReferenceType ? "default" : target.NullableAnnotation == NullableAnnotation.Annotated ? "null" : "null!";
        if (target is INamedTypeSymbol { TypeKind: TypeKind.Enum })
        {
            return target.GetMembers().FirstOrDefault(member => member is IFieldSymbol { HasConstantValue: true } field && value.Equals(field.ConstantValue)) is { } named
                ? $"{TypeNames.Of(target)}.{TypeNames.Identifier(named.Name)}"
                : $"({TypeNames.Of(target)})({Number(value)})";
        }

        return value switch
        {
            bool flag => flag ? "true" : "false",
            char character => SymbolDisplay.FormatLiteral(character, quote: true),
            string text => Of(text),
            sbyte when !NumericTypes.HasConstants(target) => $"(sbyte)({Number(value)})",
            byte when !NumericTypes.HasConstants(target) => $"(byte){Number(value)}",
            short when !NumericTypes.HasConstants(target) => $"(short)({Number(value)})",
            ushort when !NumericTypes.HasConstants(target) => $"(ushort){Number(value)}",
            DateTime => "default",
            _ => Number(value),
        };
    }

    private static string Number(object value) => value switch
    {
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
