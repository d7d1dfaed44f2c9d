using System.Collections.Immutable;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers;

/// <summary>
/// Reports, while it is typed, every declaration of which nothing right could be generated: GT0001 to GT0010.
/// </summary>
/// <remarks>
/// The generator reports the same, for the command-line compiler prints no analyzer's findings beside declaration errors of its own; but
/// editors offer code fixes for the findings of analyzers only. Equal findings are printed once. All these rules are answered by one
/// reading of the declaration, the generator's own, so they are one analyzer: one for each rule would read every class ten times, and
/// could disagree with the generator.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.OfDeclarations.Remove(Rules.InternalError);

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

    private static void Report(SymbolAnalysisContext context, ImmutableArray<Problem> problems)
    {
        foreach (Problem problem in problems)
        {
            context.ReportDiagnostic(problem.ToDiagnostic());
        }
    }
}
