using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT2001: a loop counts by a key that is the same in each round. The first count of each key is marked.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoopedLookupAnalyzer() : RuleAnalyzer(Rules.LoopedLookup)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            var loop = (ILoopOperation)operation.Operation;
            if (loop.IsWithin<ILoopOperation>())
            {
                return;
            }

            foreach (LoopedLookup found in LoopedLookup.FindIn(loop, known))
            {
                KeyedCount first = found.Counts[0];
                operation.ReportDiagnostic(Found(first.Operation.Syntax.GetLocation(), first.Call.TargetMethod.Name, first.Key.Syntax.ToString()));
            }
        },
        OperationKind.Loop);
}
