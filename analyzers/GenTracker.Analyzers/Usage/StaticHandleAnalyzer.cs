using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1008: a static field or property holds a child, alone or in a collection.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticHandleAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.StaticHandle)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolAction(
        symbol =>
        {
            if (GetStoredType(symbol.Symbol) is { } type && ContainsChild(type, known))
            {
                symbol.ReportDiagnostic(CreateDiagnostic(symbol.Symbol.Locations[0], symbol.Symbol.Name));
            }
        },
        SymbolKind.Field,
        SymbolKind.Property);

    /// <summary>The type of the stored value. Null if nothing is stored.</summary>
    private static ITypeSymbol? GetStoredType(ISymbol symbol) => symbol switch
    {
        { IsStatic: false } or { IsImplicitlyDeclared: true } => null,
        IFieldSymbol field => field.Type,
        IPropertySymbol property
            when property.ContainingType
                .GetMembers()
                .OfType<IFieldSymbol>()
                .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)) =>
            property.Type,
        _ => null,
    };

    private static bool ContainsChild(ITypeSymbol type, KnownSymbols known) => type switch
    {
        IArrayTypeSymbol array => ContainsChild(array.ElementType, known),
        INamedTypeSymbol { IsGenericType: true } container when IsContainer(container) =>
            container.TypeArguments.Any(argument => ContainsChild(argument, known)),
        _ => known.IsChild(type),
    };

    private static bool IsContainer(INamedTypeSymbol type) =>
        type.ContainingNamespace.ToDisplayString()
            is "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Collections.Immutable" or "System.Collections.ObjectModel"
        || type.Is("System", "Lazy", arity: 1)
        || type.Is("System.Threading.Tasks", "Task", arity: 1);
}
