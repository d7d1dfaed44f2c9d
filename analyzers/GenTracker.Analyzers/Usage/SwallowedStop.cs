using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>Finds loops of a <c>RunAsync</c> that no stop can end: they have no exit, and they catch what the stopping token throws.</summary>
internal static class SwallowedStop
{
    /// <summary>Finds the first such loop. Null if there is none, or if the code passes the token on in a way that may end a loop.</summary>
    public static ILoopOperation? FindLoop(IOperation body, IParameterSymbol token)
    {
        return body.Descendants().OfType<ILoopOperation>().FirstOrDefault(loop =>
            IsEndless(loop) && !loop.IsWithinFunction() && !CanExit(loop.Body, loop, token)
            && FindUses(body, token).All(use => loop.Syntax.Span.Contains(use.Syntax.Span) || IsForOneCall(use)));
    }

    /// <summary>Whether the loop has no condition, or one that is always true.</summary>
    private static bool IsEndless(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: var condition, ConditionIsUntil: false } => condition?.ConstantValue is { HasValue: true, Value: true },
        IForLoopOperation { Condition: var condition } => condition is null || condition.ConstantValue is { HasValue: true, Value: true },
        _ => false,
    };

    /// <summary>Whether an operation may leave the loop: a return, a jump, a throw, or a use of the token whose exception is not caught.</summary>
    private static bool CanExit(IOperation operation, ILoopOperation loop, IParameterSymbol token) => operation switch
    {
        IAnonymousFunctionOperation or ILocalFunctionOperation => FindUses(operation, token).Any(),
        IReturnOperation { Kind: not OperationKind.YieldReturn } or IThrowOperation => true,
        IBranchOperation branch when branch.BranchKind == BranchKind.GoTo || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel) => true,
        IParameterReferenceOperation use when SymbolEqualityComparer.Default.Equals(use.Parameter, token) => true,
        ITryOperation attempt when FindCatch(attempt) is { } clause =>
            JumpsOut(attempt.Body, loop, token)
            || attempt.Catches.Any(other => CanExit(other.Handler, loop, token))
            || (attempt.Finally is { } end && CanExit(end, loop, token)),
        _ => operation.ChildOperations.Any(child => CanExit(child, loop, token)),
    };

    /// <summary>Whether the body of a <c>try</c> leaves the loop by itself. What it throws is caught.</summary>
    private static bool JumpsOut(IOperation operation, ILoopOperation loop, IParameterSymbol token) => operation switch
    {
        IAnonymousFunctionOperation or ILocalFunctionOperation => FindUses(operation, token).Any(),
        IReturnOperation => true,
        IBranchOperation branch => branch.BranchKind == BranchKind.GoTo || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
        IParameterReferenceOperation use when SymbolEqualityComparer.Default.Equals(use.Parameter, token) => !IsForOneCall(use),
        _ => operation.ChildOperations.Any(child => JumpsOut(child, loop, token)),
    };

    /// <summary>The clause that certainly catches the exception of a cancellation. Null if there is none, or if an earlier one may catch it.</summary>
    private static ICatchClauseOperation? FindCatch(ITryOperation attempt)
    {
        foreach (ICatchClauseOperation clause in attempt.Catches)
        {
            if (clause.Filter is null
                && (clause.ExceptionType.Is("System", "Exception")
                    || clause.ExceptionType.Is("System", "SystemException")
                    || clause.ExceptionType.Is("System", "OperationCanceledException")
                    || clause.ExceptionType.SpecialType == SpecialType.System_Object))
            {
                return clause;
            }
        }

        return null;
    }

    /// <summary>Whether the token is an argument of a call that the code awaits or enumerates, so that it ends with the call.</summary>
    private static bool IsForOneCall(IOperation use)
    {
        IOperation? call = use.Parent;
        while (call is IArgumentOperation or IConversionOperation)
        {
            call = call.Parent;
        }

        while (call?.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WithCancellation" } wrapped)
        {
            call = wrapped;
        }

        IOperation? consumer = call?.Parent;
        while (consumer is IConversionOperation)
        {
            consumer = consumer.Parent;
        }

        return call is IInvocationOperation && consumer is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true };
    }

    private static IEnumerable<IParameterReferenceOperation> FindUses(IOperation body, IParameterSymbol token) => body.DescendantsAndSelf()
        .OfType<IParameterReferenceOperation>()
        .Where(use => SymbolEqualityComparer.Default.Equals(use.Parameter, token));
}
