using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers;

/// <summary>One rule that only analyzers report. It has no state, and does nothing in a compilation that does not reference GenTracker.</summary>
public abstract class RuleAnalyzer : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor _rule;

    private protected RuleAnalyzer(DiagnosticDescriptor rule)
    {
        _rule = rule;
        SupportedDiagnostics = [rule];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownSymbols.FromCompilation(start.Compilation) is { } known)
            {
                Register(start, known);
            }
        });
    }

    /// <summary>Registers the actions that find violations of the rule.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols known);

    private protected Diagnostic CreateDiagnostic(Location location, params object[] arguments) => Diagnostic.Create(_rule, location, arguments);
}
