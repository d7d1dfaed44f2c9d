using GenTracker.Generators.Diagnostics;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Orleans.Generators.Usage;

/// <summary>GT3001 to GT3005: reports the errors in a clustered class while the user types.</summary>
/// <remarks>
/// The generator reports the same errors, because the command-line compiler does not print the findings of analyzers beside its own declaration errors. But
/// editors offer code fixes only for the findings of analyzers. The compiler prints equal findings once.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClusterDeclarationAnalyzer() : ClusterAnalyzer(
    ClusterDescriptors.CannotBeClustered,
    ClusterDescriptors.KeyCannotBeNamed,
    ClusterDescriptors.CallCannotBeCarried,
    ClusterDescriptors.ContractDoesNotFit,
    ClusterDescriptors.SameNumber)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(
        static symbol =>
        {
            foreach (DiagnosticInfo found in ClusterDeclaration.Check((INamedTypeSymbol)symbol.Symbol, symbol.Compilation, symbol.CancellationToken))
                symbol.ReportDiagnostic(found.ToDiagnostic());
        },
        SymbolKind.NamedType);
}
