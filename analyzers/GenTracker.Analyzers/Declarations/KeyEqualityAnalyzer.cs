using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Declarations;

/// <summary>GT0011: the key type has only reference equality.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyEqualityAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.KeyWithoutEquality)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolAction(
        symbol =>
        {
            AttributeData? attribute = symbol.Symbol.GetAttributes().FirstOrDefault(SymbolExtensions.IsTracker);
            if (attribute?.AttributeClass is { Arity: 1 } tracker
                && tracker.TypeArguments[0] is { TypeKind: not TypeKind.Dynamic } key
                && ValueEquality.IsMissing(key))
            {
                SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax(symbol.CancellationToken);
                GenericNameSyntax? name = (syntax as AttributeSyntax)?.DescendantNodes()
                    .OfType<GenericNameSyntax>()
                    .FirstOrDefault(static name => name.TypeArgumentList.Arguments.Count == 1);
                symbol.ReportDiagnostic(CreateDiagnostic(
                    name?.TypeArgumentList.Arguments[0].GetLocation() ?? symbol.Symbol.Locations[0],
                    key.ToDisplayName(),
                    symbol.Symbol.Name));
            }
        },
        SymbolKind.NamedType);
}
