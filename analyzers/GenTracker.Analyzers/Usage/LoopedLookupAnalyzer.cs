using System.Linq;
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
            // The first count in a loop speaks for all that are in it, so that loops without one cost nothing.
            if (KeyedIncrement.Read(operation.Operation, known) is null
                || LoopedLookup.OutermostLoopAround(operation.Operation) is not { } loop
                || loop.Descendants().First(other => KeyedIncrement.Read(other, known) is not null) != operation.Operation)
            {
                return;
            }

            foreach (LoopedLookup found in LoopedLookup.FindIn(loop, known))
            {
                KeyedIncrement first = found.Increments[0];
                operation.ReportDiagnostic(CreateDiagnostic(first.Operation.Syntax.GetLocation(), first.Call.TargetMethod.Name, first.Key.Syntax.ToString()));
            }
        },
        OperationKind.Invocation,
        OperationKind.ConditionalAccess);
}
