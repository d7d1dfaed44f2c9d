using System.Linq;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>
/// GT1004: a child opens its own key in its constructor, <c>StartAsync</c> or <c>AfterTerminateAsync</c>, or it stops itself, or waits for its own end.
/// The tracker refuses such an open or stop whether or not the child awaits it.
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
        if (SelfWait.Read(call, context.ContainingSymbol, known) is { } wait)
        {
            context.ReportDiagnostic(CreateDiagnostic(
                call.Syntax.GetLocation(),
                call.TargetMethod.Name,
                wait.IsStop
                    ? "and is refused, awaited or not; call 'TryRetire()', which ends it and waits for nobody"
                    : "and is refused, awaited or not; its key is not free before this method has returned"));
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
            context.ReportDiagnostic(CreateDiagnostic(
                context.Operation.Syntax.GetLocation(), "Completion", "which cannot end while it waits; do not await it here"));
        }
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
