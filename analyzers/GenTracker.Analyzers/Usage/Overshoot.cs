using System.Linq;
using GenTracker.Generators.Model;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A count that is compared with a bound, and taken back where it has passed it.</summary>
/// <param name="Count">The call that counts.</param>
/// <param name="Undo">The statement that takes it back.</param>
/// <param name="Bound">The bound.</param>
/// <param name="IsBoundTooMuch">Whether the bound itself is too much already.</param>
/// <param name="IsPassedWhenTrue">Whether the bound is passed where the condition is true.</param>
/// <param name="Declaration">The statement before, which declares a local for the count; null where the count is compared at once.</param>
/// <param name="Member">The generated member that counts up to a bound.</param>
internal sealed record Overshoot(
    IInvocationOperation Count,
    IExpressionStatementOperation Undo,
    IOperation Bound,
    bool IsBoundTooMuch,
    bool IsPassedWhenTrue,
    IVariableDeclarationGroupOperation? Declaration,
    IMethodSymbol Member)
{
    /// <summary>Reads an <c>if</c>.</summary>
    /// <param name="decision">The operation.</param>
    /// <param name="known">GenTracker's types.</param>
    /// <returns>The overshoot; null where it is none.</returns>
    public static Overshoot? Read(IConditionalOperation decision, KnownSymbols known)
    {
        if (decision.Condition.Bare() is not IBinaryOperation comparison)
        {
            return null;
        }

        (IInvocationOperation Call, IVariableDeclarationGroupOperation? Declaration)? left = CountOf(comparison.LeftOperand, decision);
        (IOperation bound, BinaryOperatorKind kind) = left is null ? (comparison.LeftOperand, Flipped(comparison.OperatorKind)) : (comparison.RightOperand, comparison.OperatorKind);
        if ((left ?? CountOf(comparison.RightOperand, decision)) is not { } count
            || kind is not (BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual)
            || known.AttributeOf(count.Call.TargetMethod, CounterMembers.Increment) is not { } attribute)
        {
            return null;
        }

        bool isPassedWhenTrue = kind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        IOperation? branch = isPassedWhenTrue ? decision.WhenTrue : decision.WhenFalse;
        IExpressionStatementOperation? undo = (branch as IBlockOperation)?.Operations.OfType<IExpressionStatementOperation>().FirstOrDefault(IsUndo)
            ?? (branch is IExpressionStatementOperation only && IsUndo(only) ? only : null);
        IMethodSymbol? member = count.Call.TargetMethod.ContainingType
            .GetMembers(GeneratedNames.Of(CounterMembers.IncrementUpTo, attribute.Name))
            .OfType<IMethodSymbol>()
            .FirstOrDefault();
        return undo is null || member is null ? null
            : new(count.Call, undo, bound, kind is BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan, isPassedWhenTrue, count.Declaration, member);

        bool IsUndo(IExpressionStatementOperation statement) =>
            statement.Operation is IInvocationOperation call
            && call.TargetMethod.Name == GeneratedNames.Of(CounterMembers.Decrement, attribute.Name)
            && call.Instance.IsSameAs(count.Call.Instance)
            && call.ValueOf(0).IsSameAs(count.Call.ValueOf(0));
    }

    /// <summary>The call of which a side of the comparison is the result, by itself or in a local that was declared just before.</summary>
    private static (IInvocationOperation Call, IVariableDeclarationGroupOperation? Declaration)? CountOf(IOperation side, IConditionalOperation decision)
    {
        switch (side.Bare())
        {
            case IInvocationOperation call:
                return (call, null);
            case ILocalReferenceOperation local when decision.Parent is IBlockOperation block && local.InitialValue()?.Bare() is IInvocationOperation call:
                int index = block.Operations.IndexOf(decision);
                return index > 0 && block.Operations[index - 1] is IVariableDeclarationGroupOperation declaration && declaration.Syntax.Span.Contains(call.Syntax.Span)
                    ? (call, declaration)
                    : null;
            default:
                return null;
        }
    }

    private static BinaryOperatorKind Flipped(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        _ => BinaryOperatorKind.None,
    };
}
