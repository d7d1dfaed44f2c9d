using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1014: a disposable is created for a child that may be there already, and is dropped then.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DisposableArgumentAnalyzer() : RuleAnalyzer(Rules.DisposableArgument)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            foreach (IObjectCreationOperation created in DisposableArgument.FindIn((IInvocationOperation)operation.Operation, known))
            {
                operation.ReportDiagnostic(CreateDiagnostic(created.Syntax.GetLocation(), created.Type!.Shown()));
            }
        },
        OperationKind.Invocation);
}
