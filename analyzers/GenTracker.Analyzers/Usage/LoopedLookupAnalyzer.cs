using System.Linq;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT2001: a loop increments by a key that is the same in each iteration. The first increment of each key is reported.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoopedLookupAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.LoopedLookup)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            // Only the first increment in a loop starts the search, so a loop without one costs nothing.
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
