using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1002: <c>Find</c> says that a key is free, and then <c>AddExisting</c> takes it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CheckThenAddAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.CheckThenAdd)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            if (Adoption.Read(operation.Operation, known) is { } adoption && CheckThenAdd.Find(adoption, known) is not null)
            {
                operation.ReportDiagnostic(CreateDiagnostic(adoption.Call.Syntax.GetLocation()));
            }
        },
        OperationKind.Invocation);
}
