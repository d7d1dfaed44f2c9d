using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A condition that has held when an operation runs.</summary>
/// <param name="Condition">The condition, without <c>!</c>, <c>&amp;&amp;</c> and <c>||</c>.</param>
/// <param name="IsTrue">Whether it was true. Otherwise it was false.</param>
/// <param name="Decision">The <c>if</c> that contains it. Null if an expression decides.</param>
/// <param name="IsEarlyExit">Whether the <c>if</c> precedes the operation and exits otherwise.</param>
/// <param name="IsLast">Whether the <c>if</c> evaluates nothing after the condition on the way to the operation.</param>
internal readonly record struct Guard(IOperation Condition, bool IsTrue, IConditionalOperation? Decision, bool IsEarlyExit, bool IsLast)
{
    /// <summary>Finds the guards of an operation in its function, the nearest first. Does not look outside the innermost loop.</summary>
    public static IEnumerable<Guard> FindFor(IOperation operation)
    {
        IOperation from = operation;
        while (from.Parent is { } up and not IAnonymousFunctionOperation and not ILocalFunctionOperation and not ILoopOperation)
        {
            IEnumerable<Guard> found = up switch
            {
                IConditionalOperation around when from != around.Condition =>
                    Split(around.Condition, from == around.WhenTrue, around.Type is null ? around : null, isEarlyExit: false),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when from == both.RightOperand =>
                    Split(both.LeftOperand, isTrue: true, decision: null, isEarlyExit: false),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when from == either.RightOperand =>
                    Split(either.LeftOperand, isTrue: false, decision: null, isEarlyExit: false),
                IBlockOperation block => FindEarlyExits(block, from),
                _ => [],
            };
            foreach (Guard guard in found) yield return guard;

            from = up;
        }
    }

    private static IEnumerable<Guard> FindEarlyExits(IBlockOperation block, IOperation statement) => block.Operations
        .TakeWhile(before => before != statement)
        .OfType<IConditionalOperation>()
        .Where(static check => check.WhenFalse is null && check.WhenTrue.Exits())
        .Reverse()
        .SelectMany(static check => Split(check.Condition, isTrue: false, check, isEarlyExit: true));

    private static IEnumerable<Guard> Split(IOperation condition, bool isTrue, IConditionalOperation? decision, bool isEarlyExit, bool isLast = true)
    {
        switch (condition.UnwrapConversions())
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Split(not.Operand, !isTrue, decision, isEarlyExit, isLast);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } pair:
                return isTrue == (pair.OperatorKind == BinaryOperatorKind.ConditionalAnd)
                    ? Split(pair.RightOperand, isTrue, decision, isEarlyExit, isLast)
                        .Concat(Split(pair.LeftOperand, isTrue, decision, isEarlyExit, isLast: false))
                    : [];
            case var leaf:
                return [new Guard(leaf, isTrue, decision, isEarlyExit, isLast)];
        }
    }
}
