using System.Collections.Immutable;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers;

/// <summary>GT0001 to GT0010: reports the errors in a declaration while the user types.</summary>
/// <remarks>
/// The generator reports the same errors, because the command-line compiler does not print the findings of analyzers beside its own declaration
/// errors. But editors offer code fixes only for the findings of analyzers. The compiler prints equal findings once.
/// The rules share one analyzer because one check of the declaration, the generator's own, answers all of them.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = DiagnosticDescriptors.Declarations;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("GenTracker.TrackerAttribute") is null)
            {
                return;
            }

            start.RegisterSymbolAction(
                static symbol => Report(symbol, TrackerDeclaration.Check((INamedTypeSymbol)symbol.Symbol, symbol.Compilation, symbol.CancellationToken)),
                SymbolKind.NamedType);
            start.RegisterSymbolAction(
                static symbol => Report(symbol, TrackerDeclaration.Check((IPropertySymbol)symbol.Symbol)),
                SymbolKind.Property);
        });
    }

    private static void Report(SymbolAnalysisContext context, ImmutableArray<DiagnosticInfo> problems)
    {
        foreach (DiagnosticInfo problem in problems)
        {
            context.ReportDiagnostic(problem.ToDiagnostic());
        }
    }
}
