using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT2002: <c>Find(span.ToString())</c> and <c>Find(text.Substring(…))</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanLookupAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.SpanLookup)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            if (SpanLookup.Read((IInvocationOperation)operation.Operation, known) is { } found)
            {
                operation.ReportDiagnostic(CreateDiagnostic(found.Text.Syntax.GetLocation(), found.Text.Syntax.ToString()));
            }
        },
        OperationKind.Invocation);
}
