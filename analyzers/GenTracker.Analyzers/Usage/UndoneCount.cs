using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>An increment that the code undoes later, unless something in between throws.</summary>
/// <param name="Increment">The call that increments.</param>
/// <param name="Undo">The call that decrements again.</param>
/// <param name="Member">The generated member that returns a lease.</param>
internal sealed record UndoneCount(IInvocationOperation Increment, IInvocationOperation Undo, IMethodSymbol Member)
{
    /// <summary>Reads a call that may undo an increment. Null if it undoes none, does so for certain, or does so without a wait in between.</summary>
    public static UndoneCount? Read(IInvocationOperation undo, KnownSymbols known)
    {
        if (!(undo.TargetMethod.Name.StartsWith("Decrement", StringComparison.Ordinal)
                || undo.TargetMethod.Name.StartsWith("TryDecrement", StringComparison.Ordinal))
            || undo.Parent is not IExpressionStatementOperation { Parent: IBlockOperation block } statement
            || ChildOperand.Read(undo, known) is not { Child: { } child, Property: var property } counted
            || child is IConditionalAccessInstanceOperation
            || FindAcquire(property, CounterMembers.Acquire) is not { } acquire
            || counted.IsUnshared)
        {
            return null;
        }

        int end = block.Operations.IndexOf(statement);
        for (int start = end - 1; start >= 0; start--)
        {
            if (GetCall(block.Operations[start]) is { } call && Undoes(call, CounterMembers.Increment))
            {
                return IsSkippedByException(block.Operations, start + 1, end) ? new(call, undo, acquire) : null;
            }
        }

        foreach (Guard guard in Guard.FindFor(undo))
        {
            if (guard is { IsTrue: true, Condition: IInvocationOperation call, Decision: { } decision }
                && (guard.IsEarlyExit ? decision.Parent == block : block.Parent == decision)
                && Undoes(call, CounterMembers.IncrementUpTo)
                && FindAcquire(property, CounterMembers.TryAcquireUpTo) is { } acquireUpTo)
            {
                return IsSkippedByException(block.Operations, guard.IsEarlyExit ? block.Operations.IndexOf(decision) + 1 : 0, end)
                    ? new(call, undo, acquireUpTo)
                    : null;
            }
        }

        return null;

        bool Undoes(IInvocationOperation call, CounterMembers member) =>
            SymbolEqualityComparer.Default.Equals(known.FindTrackedProperty(call.TargetMethod, member), property)
            && call.Instance.IsSameAs(child)
            && AreSame(GetDelta(call), GetDelta(undo))
            && !child.IsWrittenBetween(call.Syntax.SpanStart, undo.Syntax.SpanStart, block);

        bool IsSkippedByException(ImmutableArray<IOperation> statements, int from, int to) =>
            statements.Skip(from).Take(to - from).SelectMany(static between => between.DescendantsAndSelf()).All(operation => !Keeps(operation))
            && statements.Skip(from).Take(to - from).Any(MayThrow);

        // An exit or another count in between: the code keeps the count on purpose.
        bool Keeps(IOperation operation) => operation is IReturnOperation or IBranchOperation or ILabeledOperation
            || (operation is IInvocationOperation call
                && ChildOperand.Read(call, known) is { Child: { } other, Property: var otherProperty }
                && other.IsSameAs(child)
                && SymbolEqualityComparer.Default.Equals(otherProperty, property));
    }

    /// <summary>The call that a statement makes, or whose value it stores in a local.</summary>
    private static IInvocationOperation? GetCall(IOperation statement) => statement switch
    {
        IExpressionStatementOperation { Operation: var operation } => operation as IInvocationOperation,
        IVariableDeclarationGroupOperation { Declarations: { Length: 1 } declarations } when declarations[0].Declarators.Length == 1 =>
            declarations[0].Declarators[0].GetVariableInitializer()?.Value.UnwrapConversions() as IInvocationOperation,
        _ => null,
    };

    /// <summary>The delta, which has another position in each member.</summary>
    private static IOperation? GetDelta(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "delta")?.Value;

    private static bool AreSame(IOperation? one, IOperation? other) =>
        one.IsSameAs(other) || (one is not null && other is not null && Comparison.IsConstant(one, 1) && Comparison.IsConstant(other, 1));

    /// <summary>Whether the operation waits for something that may fail, or throws, and nothing around it catches everything.</summary>
    private static bool MayThrow(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation or ILocalFunctionOperation => false,
        ITryOperation attempt when attempt.Catches.Any(CatchesAll) =>
            attempt.Catches.Any(static clause => MayThrow(clause.Handler)) || (attempt.Finally is { } end && MayThrow(end)),
        IAwaitOperation or IThrowOperation => true,
        _ => operation.ChildOperations.Any(MayThrow),
    };

    private static bool CatchesAll(ICatchClauseOperation clause) =>
        clause.Filter is null && (clause.ExceptionType.Is("System", "Exception") || clause.ExceptionType.SpecialType == SpecialType.System_Object);

    private static IMethodSymbol? FindAcquire(IPropertySymbol property, CounterMembers member) => property.ContainingType
        .GetMembers(GeneratedNames.CounterMemberName(member, property.Name))
        .OfType<IMethodSymbol>()
        .FirstOrDefault();
}
