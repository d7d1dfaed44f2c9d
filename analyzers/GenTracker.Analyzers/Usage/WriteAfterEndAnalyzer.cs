using System.Linq;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>
/// GT1007: a child writes its own attribute when it is already sealed: in <c>AfterTerminateAsync</c>, and in the dispose methods of a child that
/// the tracker disposes.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WriteAfterEndAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.WriteAfterEnd)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationBlockAction(
        block =>
        {
            if (block.OwningSymbol is not IMethodSymbol method || !known.RunsAfterEnd(method))
            {
                return;
            }

            foreach (IOperation operation in block.OperationBlocks.SelectMany(static body => body.Descendants()))
            {
                if (ThrowingWrite.Read(operation, known) is { Child: IInstanceReferenceOperation, Property: var attribute })
                {
                    block.ReportDiagnostic(CreateDiagnostic(operation.Syntax.GetLocation(), attribute.Name));
                }
            }
        });
}
