using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1014: a new disposable is an argument of a call that drops it if the child already exists.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DisposableArgumentAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.DisposableArgument)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            foreach (IObjectCreationOperation created in DisposableArgument.FindIn((IInvocationOperation)operation.Operation, known))
            {
                operation.ReportDiagnostic(CreateDiagnostic(created.Syntax.GetLocation(), created.Type!.ToDisplayName()));
            }
        },
        OperationKind.Invocation);
}
