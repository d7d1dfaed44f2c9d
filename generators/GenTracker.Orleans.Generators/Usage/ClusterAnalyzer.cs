using System.Collections.Immutable;
using GenTracker.Generators.Declarations;
using GenTracker.Orleans.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Orleans.Generators.Usage;

/// <summary>Rules that analyzers report. It has no state, and does nothing in a compilation that does not reference GenTracker.Orleans.</summary>
public abstract class ClusterAnalyzer : DiagnosticAnalyzer
{
    private protected ClusterAnalyzer(params DiagnosticDescriptor[] rules) => SupportedDiagnostics = [.. rules];

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ClusterSymbols.Namespace + ".ClusteredAttribute") is not null) Register(start);
        });
    }

    /// <summary>Registers the actions that find violations.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context);

    /// <summary>The clustered class whose children a tracker has; null if the type is no tracker, or one of a class that is not clustered.</summary>
    internal static INamedTypeSymbol? FindClusteredChild(ITypeSymbol? tracker)
    {
        foreach (ITypeSymbol up in tracker.AndBases())
        {
            if (!up.Is("GenTracker", "Tracker", arity: 2)) continue;
            return ((INamedTypeSymbol)up).TypeArguments[1] is INamedTypeSymbol child && child.IsClustered() ? child : null;
        }

        return null;
    }
}
