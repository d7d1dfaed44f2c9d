using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A comparison, with the side of interest on the left.</summary>
internal readonly record struct Comparison(IOperation Left, BinaryOperatorKind Kind, IOperation Right)
{
    /// <summary>Reads a condition that is true, or false. Returns it as it is written, and with its sides exchanged.</summary>
    public static IEnumerable<Comparison> Read(IOperation condition, bool isTrue)
    {
        switch (condition)
        {
            case IBinaryOperation { OperatorKind: var kind } binary when (isTrue ? kind : Negate(kind)) is not BinaryOperatorKind.None and var holds:
                yield return new Comparison(binary.LeftOperand, holds, binary.RightOperand);
                yield return new Comparison(binary.RightOperand, Mirror(holds), binary.LeftOperand);
                break;
            case IIsPatternOperation { Value: var value, Pattern: IRelationalPatternOperation relation } when isTrue:
                yield return new Comparison(value, relation.OperatorKind, relation.Value);
                break;
            case IIsPatternOperation { Value: var value, Pattern: IConstantPatternOperation constant }:
                yield return new Comparison(value, isTrue ? BinaryOperatorKind.Equals : BinaryOperatorKind.NotEquals, constant.Value);
                break;
            case IIsPatternOperation { Pattern: IRecursivePatternOperation recursive } when isTrue:
                foreach (IPropertySubpatternOperation part in recursive.PropertySubpatterns)
                {
                    switch (part.Pattern)
                    {
                        case IRelationalPatternOperation relation:
                            yield return new Comparison(part.Member, relation.OperatorKind, relation.Value);
                            break;
                        case IConstantPatternOperation constant:
                            yield return new Comparison(part.Member, BinaryOperatorKind.Equals, constant.Value);
                            break;
                    }
                }

                break;
        }
    }

    /// <summary>Whether the right side is this constant.</summary>
    public bool IsWith(int number) => IsConstant(Right, number);

    /// <summary>Whether the operation is this constant, of any numeric type.</summary>
    public static bool IsConstant(IOperation operation, int number) => operation.UnwrapConversions().ConstantValue.Value switch
    {
        (sbyte or byte or short or ushort or int or uint or long) and var integer => Convert.ToInt64(integer, CultureInfo.InvariantCulture) == number,
        ulong large => large == (ulong)number,
        (float or double) and var real => Convert.ToDouble(real, CultureInfo.InvariantCulture) == number,
        decimal exact => exact == number,
        _ => false,
    };

    /// <summary>The operator if the sides are exchanged.</summary>
    public static BinaryOperatorKind Mirror(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals => kind,
        _ => BinaryOperatorKind.None,
    };

    private static BinaryOperatorKind Negate(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.Equals => BinaryOperatorKind.NotEquals,
        BinaryOperatorKind.NotEquals => BinaryOperatorKind.Equals,
        _ => BinaryOperatorKind.None,
    };
}
