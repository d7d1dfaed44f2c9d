using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>An increment that is compared with a bound, and undone if it exceeds the bound.</summary>
/// <param name="Increment">The call that increments.</param>
/// <param name="Undo">The statement that decrements.</param>
/// <param name="Bound">The bound.</param>
/// <param name="IsBoundExclusive">Whether the bound itself is already too high.</param>
/// <param name="ExceedsWhenTrue">Whether a true condition means that the bound is exceeded.</param>
/// <param name="Declaration">The statement before, which stores the result in a local. Null if the condition contains the call.</param>
/// <param name="Member">The generated member that increments up to a bound.</param>
internal sealed record Overshoot(
    IInvocationOperation Increment,
    IExpressionStatementOperation Undo,
    IOperation Bound,
    bool IsBoundExclusive,
    bool ExceedsWhenTrue,
    IVariableDeclarationGroupOperation? Declaration,
    IMethodSymbol Member)
{
    /// <summary>Reads an <c>if</c>. Null if it is not an overshoot.</summary>
    public static Overshoot? Read(IConditionalOperation decision, KnownSymbols known)
    {
        if (decision.Condition.UnwrapConversions() is not IBinaryOperation comparison)
        {
            return null;
        }

        (IInvocationOperation Call, IVariableDeclarationGroupOperation? Declaration)? left = FindIncrement(comparison.LeftOperand, decision);
        (IOperation bound, BinaryOperatorKind kind) = left is null
            ? (comparison.LeftOperand, Comparison.Mirror(comparison.OperatorKind))
            : (comparison.RightOperand, comparison.OperatorKind);
        if ((left ?? FindIncrement(comparison.RightOperand, decision)) is not { } increment
            || kind is not (BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
                or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual)
            || known.FindTrackedProperty(increment.Call.TargetMethod, CounterMembers.Increment) is not { } property)
        {
            return null;
        }

        bool exceedsWhenTrue = kind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        IOperation? branch = exceedsWhenTrue ? decision.WhenTrue : decision.WhenFalse;
        IExpressionStatementOperation? undo = (branch as IBlockOperation)?.Operations.OfType<IExpressionStatementOperation>().FirstOrDefault(IsUndo)
            ?? (branch is IExpressionStatementOperation only && IsUndo(only) ? only : null);
        IMethodSymbol? member = increment.Call.TargetMethod.ContainingType
            .GetMembers(GeneratedNames.CounterMemberName(CounterMembers.IncrementUpTo, property.Name))
            .OfType<IMethodSymbol>()
            .FirstOrDefault();
        return undo is null || member is null ? null
            : new(
                increment.Call, undo, bound, kind is BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan, exceedsWhenTrue,
                increment.Declaration, member);

        bool IsUndo(IExpressionStatementOperation statement) =>
            statement.Operation is IInvocationOperation call
            && call.TargetMethod.Name == GeneratedNames.CounterMemberName(CounterMembers.Decrement, property.Name)
            && call.Instance.IsSameAs(increment.Call.Instance)
            && call.GetArgument(0).IsSameAs(increment.Call.GetArgument(0));
    }

    /// <summary>Finds the call whose result is a side of the comparison, directly or through a local that the previous statement declares.</summary>
    private static (IInvocationOperation Call, IVariableDeclarationGroupOperation? Declaration)? FindIncrement(IOperation side, IConditionalOperation decision)
    {
        switch (side.UnwrapConversions())
        {
            case IInvocationOperation call:
                return (call, null);
            case ILocalReferenceOperation local when decision.Parent is IBlockOperation block
                && local.GetInitialValue()?.UnwrapConversions() is IInvocationOperation call:
                int index = block.Operations.IndexOf(decision);
                return index > 0
                    && block.Operations[index - 1] is IVariableDeclarationGroupOperation declaration
                    && declaration.Syntax.Span.Contains(call.Syntax.Span)
                    ? (call, declaration)
                    : null;
            default:
                return null;
        }
    }
}
