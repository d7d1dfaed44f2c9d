using System;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>An increment that runs only if the attribute was below a bound, or a decrement that runs only if it was above one.</summary>
/// <param name="Call">The call that counts.</param>
/// <param name="Guard">The check of the attribute.</param>
/// <param name="Bound">The bound. Null if it is zero, and not written.</param>
/// <param name="Offset">What to add to the bound to get the last value that the count may reach.</param>
/// <param name="Property">The attribute.</param>
/// <param name="Member">The generated member that counts up or down to a bound.</param>
internal sealed record CheckThenCount(
    IInvocationOperation Call, Guard Guard, IOperation? Bound, int Offset, IPropertySymbol Property, IMethodSymbol Member)
{
    private static readonly string[] Counting = ["Increment", "TryIncrement", "Decrement", "TryDecrement", "Acquire"];

    /// <summary>Whether the check reads the attribute itself, and not a local or another lookup of the child.</summary>
    public bool ChecksAttributeItself { get; private init; }

    /// <summary>Reads a call. Null if it does not count, or if no check of a bound precedes it.</summary>
    public static CheckThenCount? Read(IInvocationOperation call, KnownSymbols known)
    {
        if (!Counting.Any(prefix => call.TargetMethod.Name.StartsWith(prefix, StringComparison.Ordinal))
            || (ChildOperand.Read(call, known) ?? ChildOperand.ReadKeyed(call, known)) is not { } counted
            || FindMember(call, counted.Property) is not { } member
            || IsComparedAgain(call)
            || call.IsUnderLock()
            || counted.IsUnshared)
        {
            return null;
        }

        foreach (Guard guard in Guard.FindFor(call))
        {
            foreach (Comparison comparison in Comparison.Read(guard.Condition, guard.IsTrue))
            {
                IOperation left = GetUnshifted(comparison.Left, counted.Delta, IsDecrement(call));
                if (ChildOperand.GetSource(left, out bool isLocal) is IPropertyReferenceOperation read
                    && GetBound(comparison, counted.Delta, IsDecrement(call), left != comparison.Left) is { } bound
                    && counted.IsAttribute(read, call))
                {
                    return new(call, guard, bound.Value, bound.Offset, counted.Property, member)
                    {
                        ChecksAttributeItself = !isLocal && !counted.IsByKey && !read.IsFromPatternOrConditionalAccess(),
                    };
                }
            }
        }

        return null;
    }

    /// <summary>The operand without the delta, if the check adds or subtracts the delta before it compares.</summary>
    private static IOperation GetUnshifted(IOperation left, IOperation? delta, bool isDecrement)
    {
        BinaryOperatorKind shift = isDecrement ? BinaryOperatorKind.Subtract : BinaryOperatorKind.Add;
        return left.UnwrapConversions() is IBinaryOperation shifted
            && shifted.OperatorKind == shift
            && (delta is null ? Comparison.IsConstant(shifted.RightOperand, 1) : shifted.RightOperand.IsSameAs(delta))
            ? shifted.LeftOperand
            : left;
    }

    /// <summary>The bound that the check keeps if nobody else counts. Null if it keeps none, or another one for each delta.</summary>
    private static (IOperation? Value, int Offset)? GetBound(Comparison comparison, IOperation? delta, bool isDecrement, bool isShifted)
    {
        bool isOne = delta is null || Comparison.IsConstant(delta, 1);
        int up = isDecrement ? -1 : 1;
        return (isDecrement ? Comparison.Mirror(comparison.Kind) : comparison.Kind) switch
        {
            BinaryOperatorKind.LessThan when isShifted => (comparison.Right, -up),
            BinaryOperatorKind.LessThanOrEqual when isShifted => (comparison.Right, 0),
            BinaryOperatorKind.LessThan when isOne => (comparison.Right, 0),
            BinaryOperatorKind.LessThanOrEqual when isOne => (comparison.Right, up),
            BinaryOperatorKind.LessThanOrEqual when isDecrement && comparison.Right.IsSameAs(delta) => (null, 0),
            _ => null,
        };
    }

    private static bool IsDecrement(IInvocationOperation call) =>
        call.TargetMethod.Name.StartsWith("Decrement", StringComparison.Ordinal)
        || call.TargetMethod.Name.StartsWith("TryDecrement", StringComparison.Ordinal);

    private static bool IsComparedAgain(IInvocationOperation call) => call.Parent
        is IIsPatternOperation or IBinaryOperation { OperatorKind: not (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr) };

    private static IMethodSymbol? FindMember(IInvocationOperation call, IPropertySymbol property) => property.ContainingType
        .GetMembers(GeneratedNames.CounterMemberName(GetBounded(call), property.Name))
        .OfType<IMethodSymbol>()
        .FirstOrDefault();

    private static CounterMembers GetBounded(IInvocationOperation call) =>
        IsDecrement(call) ? CounterMembers.DecrementDownTo
        : call.TargetMethod.Name.StartsWith("Acquire", StringComparison.Ordinal) ? CounterMembers.TryAcquireUpTo
        : CounterMembers.IncrementUpTo;
}
