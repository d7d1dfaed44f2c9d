using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1019: a count is undone by the same method, but not if something in between throws.</summary>
/// <remarks>Silent in a child's own run: an exception that leaves it ends the child, and its counts with it.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndoneCountAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.UndoneCount)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            var call = (IInvocationOperation)operation.Operation;
            if (UndoneCount.Read(call, known) is { } count && !(call.Instance is IInstanceReferenceOperation && known.IsPartOfRun(operation.ContainingSymbol)))
            {
                operation.ReportDiagnostic(CreateDiagnostic(
                    count.Increment.Syntax.GetLocation(), count.Increment.TargetMethod.Name, call.TargetMethod.Name, count.Member.Name));
            }
        },
        OperationKind.Invocation);
}
