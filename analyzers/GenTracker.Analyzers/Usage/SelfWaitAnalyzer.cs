using System.Linq;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>
/// GT1004: a child opens its own key in its constructor, <c>StartAsync</c> or <c>AfterTerminateAsync</c> and waits for it, or it waits for its
/// own stop or end. A call that the method does not wait for is allowed.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SelfWaitAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.SelfWait)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        context.RegisterOperationAction(operation => CheckCall(operation, known), OperationKind.Invocation);
        context.RegisterOperationAction(operation => CheckCompletion(operation, known), OperationKind.PropertyReference);
    }

    private void CheckCall(OperationAnalysisContext context, KnownSymbols known)
    {
        var call = (IInvocationOperation)context.Operation;
        if (context.ContainingSymbol is not IMethodSymbol method
            || call.TargetMethod.Name is not ("FindOrOpenAsync" or "StopAsync")
            || !known.IsChild(method.ContainingType))
        {
            return;
        }

        bool isRun = KnownSymbols.Implements(method, known.RunAsync);
        bool isStart = KnownSymbols.Implements(method, known.StartAsync);
        bool isEnd = KnownSymbols.Implements(method, known.AfterTerminateAsync);
        bool isOwnIncarnation = call.TargetMethod.Name == "FindOrOpenAsync"
            ? isStart || isEnd || method.MethodKind == MethodKind.Constructor
            : isRun || isStart || isEnd;
        if (isOwnIncarnation
            && known.IsTrackerMethod(call.TargetMethod, call.TargetMethod.Name)
            && CanHold(call.TargetMethod.ContainingType, method.ContainingType, known)
            && call.GetArgument(0).IsOwnKey(method.ContainingType)
            && IsWaitedFor(call))
        {
            context.ReportDiagnostic(CreateDiagnostic(call.Syntax.GetLocation(), call.TargetMethod.Name));
        }
    }

    private void CheckCompletion(OperationAnalysisContext context, KnownSymbols known)
    {
        if (context.Operation.IsOwnCompletion()
            && context.ContainingSymbol is IMethodSymbol method
            && known.IsChild(method.ContainingType)
            && (KnownSymbols.Implements(method, known.RunAsync) || KnownSymbols.Implements(method, known.StartAsync))
            && IsWaitedFor(context.Operation))
        {
            context.ReportDiagnostic(CreateDiagnostic(context.Operation.Syntax.GetLocation(), "Completion"));
        }
    }

    /// <summary>Whether the tracker can hold children of the type.</summary>
    private static bool CanHold(INamedTypeSymbol tracker, INamedTypeSymbol child, KnownSymbols known)
    {
        ITypeSymbol? childType = known.GetChildType(tracker);
        for (INamedTypeSymbol? up = child; up is not null; up = up.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(up, childType))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the method itself waits for the task: awaits it, returns it, or blocks.</summary>
    private static bool IsWaitedFor(IOperation task)
    {
        IOperation from = task;
        while (from.Parent is { } up)
        {
            switch (up)
            {
                case IConversionOperation or IParenthesizedOperation:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" } wrapped when wrapped.Instance == from:
                    from = up;
                    break;
                case IInvocationOperation { TargetMethod: { Name: "WhenAll", IsStatic: true } }:
                case IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation:
                    from = up;
                    break;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return declarator.Symbol.FindUses(declarator.RootOperation()).Any(IsWaitedFor);
                case IAwaitOperation or IReturnOperation:
                case IInvocationOperation when BlockingWait.Read(up) is not null:
                case IPropertyReferenceOperation when BlockingWait.Read(up) is not null:
                    return !up.IsWithinFunction();
                default:
                    return false;
            }
        }

        return false;
    }
}
