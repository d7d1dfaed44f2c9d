using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A call by which a child's own code would wait for this very child.</summary>
/// <param name="Call">The call.</param>
/// <param name="IsStop">Whether the call only stops the child. Otherwise it opens or replaces it, or waits for a free key.</param>
/// <param name="IsInRun">Whether <c>RunAsync</c> makes the call.</param>
internal readonly record struct SelfWait(IInvocationOperation Call, bool IsStop, bool IsInRun)
{
    /// <summary>Reads a call. Null if the tracker does not refuse it.</summary>
    public static SelfWait? Read(IInvocationOperation call, ISymbol member, KnownSymbols known)
    {
        bool isStop = call.TargetMethod.Name == "StopAsync";
        bool waitsForEnd = isStop || call.TargetMethod.Name is "ReopenAsync" or "TakeOverAsync" or "WhenFreeAsync";
        bool waitsForStart = call.TargetMethod.Name is "FindOrOpenAsync" or "ReopenAsync";
        if (member is not IMethodSymbol method
            || (!waitsForEnd && !waitsForStart)
            || !known.IsChild(method.ContainingType))
        {
            return null;
        }

        bool isInRun = KnownSymbols.Implements(method, known.RunAsync);
        bool isInStartOrEnd = KnownSymbols.Implements(method, known.StartAsync) || KnownSymbols.Implements(method, known.AfterTerminateAsync);
        bool isRefused = isInStartOrEnd || (waitsForEnd && isInRun) || (waitsForStart && method.MethodKind == MethodKind.Constructor);
        return isRefused
            && known.IsTrackerMethod(call.TargetMethod, call.TargetMethod.Name)
            && CanHold(call.TargetMethod.ContainingType, method.ContainingType, known)
            && (call.GetArgument(0).IsOwnKey(method.ContainingType) || call.GetArgument(0)?.UnwrapConversions() is IInstanceReferenceOperation)
            && (!call.IsWithinFunction() || (waitsForEnd && isInRun && FlowsIntoFunction(call)))
            ? new(call, isStop, isInRun)
            : null;
    }

    /// <summary>Whether the tracker can hold children of the type.</summary>
    private static bool CanHold(INamedTypeSymbol tracker, INamedTypeSymbol child, KnownSymbols known) => child.IsOrDerivesFrom(known.GetChildType(tracker));

    /// <summary>
    /// Whether the call is in a function that certainly runs in the context of the child: a task, thread or timer that the child begins takes it along.
    /// </summary>
    private static bool FlowsIntoFunction(IInvocationOperation call)
    {
        IOperation function = call;
        while (function.Parent is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation)
        {
            function = function.Parent;
        }

        return function.Parent is IAnonymousFunctionOperation { Parent: IDelegateCreationOperation { Parent: IArgumentOperation { Parent: { } begins } } }
            && !begins.IsWithinFunction()
            && begins switch
            {
                IInvocationOperation { TargetMethod: { Name: "Run", ContainingType: var type } } => type.Is("System.Threading.Tasks", "Task"),
                IInvocationOperation { TargetMethod: { Name: "StartNew", ContainingType: var type } } => type.Is("System.Threading.Tasks", "TaskFactory"),
                IInvocationOperation { TargetMethod: { Name: "QueueUserWorkItem", ContainingType: var type } } => type.Is("System.Threading", "ThreadPool"),
                IObjectCreationOperation { Type: var type } => type.Is("System.Threading", "Thread") || type.Is("System.Threading", "Timer"),
                _ => false,
            }
            && !call.RootOperation().Descendants().Any(static other => other is IInvocationOperation { TargetMethod.Name: "SuppressFlow" });
    }
}
