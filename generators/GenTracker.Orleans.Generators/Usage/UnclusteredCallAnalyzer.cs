using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Orleans.Generators.Usage;

/// <summary>GT3003 and GT3004 outside of clustered classes: <c>[TrackedCall]</c> and <c>[TrackedCalls]</c> have no effect there.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnclusteredCallAnalyzer() : ClusterAnalyzer(ClusterDescriptors.CallCannotBeCarried, ClusterDescriptors.ContractDoesNotFit)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(
        static symbol =>
        {
            var type = (INamedTypeSymbol)symbol.Symbol;
            if (type.IsClustered()) return;
            foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
            {
                if (ClusterSymbols.FindTrackedCall(method) is null || method.SourceLocation() is not { } location) continue;
                symbol.ReportDiagnostic(Diagnostic.Create(
                    ClusterDescriptors.CallCannotBeCarried, location, method.Name, $"'{type.Name}' is not clustered; add [Clustered] to it"));
            }

            foreach (AttributeData attribute in ClusterSymbols.FindTrackedCalls(type))
            {
                if (attribute.ApplicationSyntaxReference?.GetSyntax(symbol.CancellationToken).GetLocation() is not { } location) continue;
                string contract = attribute.ConstructorArguments.FirstOrDefault().Value is ITypeSymbol named ? named.ToDisplayName() : "TrackedCalls";
                symbol.ReportDiagnostic(Diagnostic.Create(
                    ClusterDescriptors.ContractDoesNotFit, location, contract, type.Name, "the class is not clustered; add [Clustered] to it"));
            }
        },
        SymbolKind.NamedType);
}
