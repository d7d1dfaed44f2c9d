using System;
using System.Globalization;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.Generators.Parsing;

/// <summary>Formats constants as C# expressions, the same in every culture.</summary>
internal static class Literals
{
    /// <summary>Formats the default of an optional parameter.</summary>
    public static string FormatDefault(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue ? Format(parameter.ExplicitDefaultValue, parameter.Type) : Format(null, parameter.Type);

    /// <summary>Formats an argument of an attribute that is not an array.</summary>
    /// <param name="constant">The argument.</param>
    /// <param name="target">The type of the variable that it initializes.</param>
    public static string Format(TypedConstant constant, ITypeSymbol target) => constant switch
    {
        { IsNull: true } => Format(null, target),
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => $"typeof({TypeNames.FullName(type, annotated: false)})",
        { Kind: TypedConstantKind.Enum, Type: { } type } => Format(constant.Value, type),
        _ => Format(constant.Value, target),
    };

    /// <summary>Formats a string.</summary>
    public static string Format(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Format(object? value, ITypeSymbol target)
    {
        if (target is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return value is null ? "null" : Format(value, nullable.TypeArguments[0]);
        }

        // "null!" is for a user's file without nullable annotations, or with "null!" itself.
        if (value is null) return !target.IsReferenceType ? "default" : target.NullableAnnotation == NullableAnnotation.Annotated ? "null" : "null!";
        if (target is INamedTypeSymbol { TypeKind: TypeKind.Enum })
        {
            ISymbol? named = target.GetMembers()
                .FirstOrDefault(member => member is IFieldSymbol { HasConstantValue: true } field && value.Equals(field.ConstantValue));
            return named is not null
                ? $"{TypeNames.FullName(target)}.{TypeNames.Escape(named.Name)}"
                : $"({TypeNames.FullName(target)})({FormatNumber(value)})";
        }

        return value switch
        {
            bool flag => flag ? "true" : "false",
            char character => SymbolDisplay.FormatLiteral(character, quote: true),
            string text => Format(text),
            sbyte when !NumericTypes.HasConstants(target) => $"(sbyte)({FormatNumber(value)})",
            byte when !NumericTypes.HasConstants(target) => $"(byte){FormatNumber(value)}",
            short when !NumericTypes.HasConstants(target) => $"(short)({FormatNumber(value)})",
            ushort when !NumericTypes.HasConstants(target) => $"(ushort){FormatNumber(value)}",
            DateTime => "default",
            _ => FormatNumber(value),
        };
    }

    private static string FormatNumber(object value) => value switch
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
