using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1014: a disposable is made for a child that may be there already, and is dropped then.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DisposableArgumentAnalyzer() : RuleAnalyzer(Rules.DisposableArgument)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            foreach (IObjectCreationOperation made in DisposableArgument.FindIn((IInvocationOperation)operation.Operation, known))
            {
                operation.ReportDiagnostic(Found(made.Syntax.GetLocation(), made.Type!.Shown()));
            }
        },
        OperationKind.Invocation);
}
