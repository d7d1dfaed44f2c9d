using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Declarations;

/// <summary>GT0009: two trackers of an assembly have the same name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateNameAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.DuplicateName)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        ConcurrentBag<KeyValuePair<string, Location>> names = [];
        context.RegisterSymbolAction(
            symbol =>
            {
                if (symbol.Symbol.GetAttributes().FirstOrDefault(SymbolExtensions.IsTracker) is { } attribute
                    && attribute.NamedArguments.FirstOrDefault(static option => option.Key == "Name").Value
                        is { Kind: TypedConstantKind.Primitive, Value: string name }
                    && OptionSyntax.Find(attribute, "Name") is { } location)
                {
                    names.Add(new(name, location));
                }
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (KeyValuePair<string, Location> duplicate in names
                .GroupBy(static named => named.Key)
                .Where(static group => group.Count() > 1)
                .SelectMany(static group => group))
            {
                end.ReportDiagnostic(CreateDiagnostic(duplicate.Value, duplicate.Key));
            }
        });
    }
}
