using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Orleans.Generators.Usage;

/// <summary>GT3008: a child of a clustered class is opened or adopted by its local tracker.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PastClusterAnalyzer() : ClusterAnalyzer(ClusterDescriptors.OpenedPastCluster)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(
        operation =>
        {
            var invocation = (IInvocationOperation)operation.Operation;
            if (invocation.TargetMethod.Name is not ("FindOrOpenAsync" or "OpenAsync" or "ReopenAsync" or "TakeOverAsync" or "AddExisting" or "TryAddExisting"))
                return;
            if (FindClusteredChild(invocation.Instance?.Type) is not { } child) return;

            // A part of the tracker itself knows what it does.
            if (FindClusteredChild(operation.ContainingSymbol.ContainingType) is not null) return;
            operation.ReportDiagnostic(Diagnostic.Create(
                ClusterDescriptors.OpenedPastCluster, invocation.Syntax.GetLocation(), invocation.TargetMethod.Name, child.Name));
        },
        OperationKind.Invocation);
}
