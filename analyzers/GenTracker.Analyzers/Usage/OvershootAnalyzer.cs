using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1015: an attribute is incremented, compared with a bound, and decremented if it exceeds the bound.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OvershootAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.OvershootAndUndo)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            var decision = (IConditionalOperation)operation.Operation;
            if (Overshoot.Read(decision, known) is { } overshoot && !decision.IsUnderLock())
            {
                operation.ReportDiagnostic(
                    CreateDiagnostic(decision.Condition.Syntax.GetLocation(), overshoot.Increment.TargetMethod.Name, overshoot.Member.Name));
            }
        },
        OperationKind.Conditional);
}
