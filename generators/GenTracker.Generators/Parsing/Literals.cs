using System;
using System.Globalization;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.Generators.Parsing;

/// <summary>Formats constants as C# expressions, the same in every culture.</summary>
internal static class Literals
{
    /// <summary>Formats the default of an optional parameter.</summary>
    public static string FormatDefault(IParameterSymbol parameter, TypeWriter types) =>
        Format(parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null, parameter.Type, types);

    /// <summary>Formats an argument of an attribute that is not an array.</summary>
    /// <param name="constant">The argument.</param>
    /// <param name="target">The type of the variable that it initializes.</param>
    /// <param name="types">Writes the types.</param>
    public static string Format(TypedConstant constant, ITypeSymbol target, TypeWriter types) => constant switch
    {
        { IsNull: true } => Format(null, target, types),
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => $"typeof({types.Write(type, annotated: false)})",
        { Kind: TypedConstantKind.Enum, Type: { } type } => Format(constant.Value, type, types),
        _ => Format(constant.Value, target, types),
    };

    /// <summary>Formats a string.</summary>
    public static string Format(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Format(object? value, ITypeSymbol target, TypeWriter types)
    {
        if (target is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return value is null ? "null" : Format(value, nullable.TypeArguments[0], types);
        }

        // "null!" is for a user's file without nullable annotations, or with "null!" itself.
        if (value is null) return !target.IsReferenceType ? "default" : target.NullableAnnotation == NullableAnnotation.Annotated ? "null" : "null!";
        if (target.TypeKind == TypeKind.Enum)
        {
            return FindMember(target, value) is { } member
                ? $"{types.Write(target)}.{TypeNames.Escape(member.Name)}"
                : $"({types.Write(target)})({FormatNumber(value)})";
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

    /// <summary>The first member of that value without an attribute, which could make its use an error; null if there is none.</summary>
    private static ISymbol? FindMember(ITypeSymbol type, object value)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && value.Equals(field.ConstantValue) && field.GetAttributes().IsEmpty) return member;
        }

        return null;
    }

    private static string FormatNumber(object value) => value switch
    {
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        0F or 0D => FormatZero(value),
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
        double number => FormatDouble(number) + "D",
        decimal number => FormatDecimal(number) + "M",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>Formats a number with the sign of a zero, which its own text leaves out.</summary>
    private static string FormatDecimal(decimal number)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        return number == 0 && decimal.GetBits(number)[3] < 0 && text[0] != '-' ? "-" + text : text;
    }

    /// <summary>Formats zero with its sign, which the .NET Framework leaves out. An editor runs the generator there.</summary>
    private static string FormatZero(object value) => value is float single
        ? float.IsNegativeInfinity(1 / single) ? "-0F" : "0F"
        : double.IsNegativeInfinity(1 / (double)value) ? "-0D" : "0D";

    /// <summary>Formats a number exactly: the shortest text of the .NET Framework is wrong for some numbers.</summary>
    private static string FormatDouble(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture) == number ? text : number.ToString("G17", CultureInfo.InvariantCulture);
    }
}
