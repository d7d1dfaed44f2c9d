using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1003: an attribute is an array or a collection that is changed in place. Concurrent collections are allowed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MutableAttributeAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.MutableAttribute)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolAction(
        symbol =>
        {
            var property = (IPropertySymbol)symbol.Symbol;
            if (known.IsTrackedProperty(property)
                && ImmutableEquivalent.Find(property.Type, symbol.Compilation) is { } immutable
                && property.DeclaringSyntaxReferences.FirstOrDefault(static reference => !GeneratedFile.IsGenerated(reference.SyntaxTree))
                    ?.GetSyntax(symbol.CancellationToken) is PropertyDeclarationSyntax declaration)
            {
                symbol.ReportDiagnostic(
                    CreateDiagnostic(declaration.Type.GetLocation(), property.Name, property.Type.ToDisplayName(), immutable.ToDisplayName()));
            }
        },
        SymbolKind.Property);
}
