using System;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>An increment that runs only if the attribute was below a bound.</summary>
/// <param name="Call">The call that increments.</param>
/// <param name="Guard">The check of the attribute.</param>
/// <param name="Bound">The bound.</param>
/// <param name="Offset">What to add to the bound to get the highest value that the increment may reach.</param>
/// <param name="Property">The attribute.</param>
/// <param name="Member">The generated member that increments up to a bound.</param>
internal sealed record CheckThenCount(
    IInvocationOperation Call, Guard Guard, IOperation Bound, int Offset, IPropertySymbol Property, IMethodSymbol Member)
{
    /// <summary>Whether the check reads the attribute itself, and not a local or another lookup of the child.</summary>
    public bool ChecksAttributeItself { get; private init; }

    /// <summary>Reads a call. Null if it is not an increment, or if no check of a bound precedes it.</summary>
    public static CheckThenCount? Read(IInvocationOperation call, KnownSymbols known)
    {
        if (!call.TargetMethod.Name.StartsWith("Increment", StringComparison.Ordinal)
            && !call.TargetMethod.Name.StartsWith("TryIncrement", StringComparison.Ordinal))
        {
            return null;
        }

        if ((ChildOperand.Read(call, known) ?? ChildOperand.ReadKeyed(call, known)) is not { } counted
            || FindMember(counted.Property) is not { } member
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
                if (GetOffset(comparison, counted, out IPropertyReferenceOperation? read, out bool isLocal) is { } offset
                    && counted.IsAttribute(read!, call))
                {
                    return new(call, guard, comparison.Right, offset, counted.Property, member)
                    {
                        ChecksAttributeItself = !isLocal && !counted.IsByKey && !read!.IsFromPatternOrConditionalAccess(),
                    };
                }
            }
        }

        return null;
    }

    /// <summary>What the bound lacks to be the highest value. Null if the comparison is no check of this increment.</summary>
    private static int? GetOffset(Comparison comparison, ChildOperand counted, out IPropertyReferenceOperation? read, out bool isLocal)
    {
        IOperation left = comparison.Left.UnwrapConversions();
        bool isSum = left is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add };
        if (left is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum)
        {
            bool isAdded = counted.Delta is { } delta ? sum.RightOperand.IsSameAs(delta) : Comparison.IsConstant(sum.RightOperand, 1);
            left = isAdded ? sum.LeftOperand : left;
        }

        read = ChildOperand.GetSource(left, out isLocal) as IPropertyReferenceOperation;
        return read is null || !(isSum || counted.Delta is null || Comparison.IsConstant(counted.Delta, 1)) ? null : (comparison.Kind, isSum) switch
        {
            (BinaryOperatorKind.LessThan, false) or (BinaryOperatorKind.LessThanOrEqual, true) => 0,
            (BinaryOperatorKind.LessThanOrEqual, false) => 1,
            (BinaryOperatorKind.LessThan, true) => -1,
            _ => null,
        };
    }

    private static bool IsComparedAgain(IInvocationOperation call) => call.Parent
        is IIsPatternOperation or IBinaryOperation { OperatorKind: not (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr) };

    private static IMethodSymbol? FindMember(IPropertySymbol property) => property.ContainingType
        .GetMembers(GeneratedNames.CounterMemberName(CounterMembers.IncrementUpTo, property.Name))
        .OfType<IMethodSymbol>()
        .FirstOrDefault();
}
