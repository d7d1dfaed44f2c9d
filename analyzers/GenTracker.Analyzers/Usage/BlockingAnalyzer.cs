using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1005: a child or an async function blocks until a task of a tracker completes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.Blocking)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            if (BlockingWait.Read(operation.Operation) is not { } found || !found.IsForTracker(known))
            {
                return;
            }

            bool isInChild = known.IsChild(operation.ContainingSymbol.ContainingType);
            bool isAtEnd = operation.ContainingSymbol is IMethodSymbol method && KnownSymbols.Implements(method, known.AfterTerminateAsync);
            if ((isInChild && !(isAtEnd && found.Task.UnwrapConversions().IsOwnCompletion()))
                || operation.Operation.IsInAsyncFunction(operation.ContainingSymbol))
            {
                operation.ReportDiagnostic(CreateDiagnostic(found.Wait.Syntax.GetLocation(), found.Wait.Syntax.ToString()));
            }
        },
        OperationKind.PropertyReference,
        OperationKind.Invocation);
}
