using System.Collections.Immutable;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers;

/// <summary>One rule, which only analyzers report. It has no state, and does nothing where GenTracker is not referred to.</summary>
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

    /// <summary>Registers what looks for the rule's violations.</summary>
    /// <param name="context">The compilation, which refers to GenTracker.</param>
    /// <param name="known">GenTracker's own types in it.</param>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols known);

    /// <summary>The finding.</summary>
    /// <param name="location">What a reader would underline.</param>
    /// <param name="arguments">The message's arguments.</param>
    private protected Diagnostic CreateDiagnostic(Location location, params object[] arguments) => Diagnostic.Create(_rule, location, arguments);
}
