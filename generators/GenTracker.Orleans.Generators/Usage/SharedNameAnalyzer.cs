using System;
using System.Collections.Concurrent;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Orleans.Generators.Usage;

/// <summary>GT3010: two clustered classes of an assembly have the same tracker name. Grains do not tell names apart by case.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedNameAnalyzer() : ClusterAnalyzer(ClusterDescriptors.SharedName)
{
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        ConcurrentBag<(INamedTypeSymbol Type, string Name)> clustered = [];
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (type.IsClustered() && type.GetAttributes().FirstOrDefault(SymbolExtensions.IsTracker) is { } tracker)
                    clustered.Add((type, NameOf(type, tracker)));
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (IGrouping<string, (INamedTypeSymbol Type, string Name)> same in clustered.GroupBy(
                static found => found.Name, StringComparer.OrdinalIgnoreCase))
            {
                (INamedTypeSymbol Type, string Name)[] types = [.. same.OrderBy(static found => found.Type.ToDisplayString(), StringComparer.Ordinal)];
                foreach ((INamedTypeSymbol type, string name) in types.Skip(1))
                {
                    Location location = type.SourceLocation() ?? type.Locations[0];
                    end.ReportDiagnostic(Diagnostic.Create(
                        ClusterDescriptors.SharedName, location, type.ToDisplayString(), types[0].Type.ToDisplayString(), name));
                }
            }
        });
    }

    private static string NameOf(INamedTypeSymbol type, AttributeData tracker) =>
        tracker.NamedArguments.FirstOrDefault(static option => option.Key == "Name").Value is { Kind: TypedConstantKind.Primitive, Value: string name }
            ? name
            : type.Name;
}
