using GenTracker.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Orleans.Generators.Usage;

/// <summary>GT3009: <c>AddTracker</c> of a clustered class.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HostedPastClusterAnalyzer() : ClusterAnalyzer(ClusterDescriptors.HostedPastCluster)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(
        static operation =>
        {
            var invocation = (IInvocationOperation)operation.Operation;
            IMethodSymbol method = invocation.TargetMethod;
            if (method is not { Name: "AddTracker", TypeArguments.Length: 1 }) return;
            if (!method.ContainingType.Is("Microsoft.Extensions.DependencyInjection", "TrackerServiceCollectionExtensions")) return;
            if (FindClusteredChild(method.TypeArguments[0]) is not { } child) return;
            operation.ReportDiagnostic(Diagnostic.Create(ClusterDescriptors.HostedPastCluster, invocation.Syntax.GetLocation(), child.Name));
        },
        OperationKind.Invocation);
}
