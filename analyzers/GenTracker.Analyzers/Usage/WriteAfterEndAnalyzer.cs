using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Model;
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
    private static readonly CounterMembers[] ThrowingMembers =
    [
        CounterMembers.Increment, CounterMembers.Decrement, CounterMembers.IncrementUpTo, CounterMembers.Raise
    ];

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationBlockAction(
        block =>
        {
            if (block.OwningSymbol is not IMethodSymbol method || !known.RunsAfterEnd(method))
            {
                return;
            }

            foreach (IOperation operation in block.OperationBlocks.SelectMany(static body => body.Descendants()))
            {
                if (FindWrittenProperty(operation, known) is { } attribute)
                {
                    block.ReportDiagnostic(CreateDiagnostic(operation.Syntax.GetLocation(), attribute.Name));
                }
            }
        });

    private static IPropertySymbol? FindWrittenProperty(IOperation operation, KnownSymbols known) => operation switch
    {
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Parent: ITupleOperation tuple } target when tuple.IsAssignedTo() =>
            GetTrackedProperty(target),
        IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } target } => GetTrackedProperty(target),
        IIncrementOrDecrementOperation { Target: IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } target } => GetTrackedProperty(target),
        IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod: var method } =>
            ThrowingMembers.Select(member => known.FindTrackedProperty(method, member)).FirstOrDefault(static attribute => attribute is not null),
        _ => null,
    };

    private static IPropertySymbol? GetTrackedProperty(IPropertyReferenceOperation target) =>
        target.Property.GetAttributes().Any(SymbolExtensions.IsTrackedAttr) ? target.Property : null;
}
