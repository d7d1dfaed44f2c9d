using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.CompilerCosts.Costs;

/// <summary>Registers the same actions as our analyzers and does nothing. Its cost is the compiler's own cost of running any analyzer.</summary>
#pragma warning disable RS1001, RS1036, RS1041, RS2008 // It is not part of a package.
internal sealed class IdleAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("IDLE", "Idle", "Idle", "Idle", DiagnosticSeverity.Info, isEnabledByDefault: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(static _ => { }, SymbolKind.NamedType, SymbolKind.Method, SymbolKind.Property, SymbolKind.Field);
        context.RegisterSymbolStartAction(static start => start.RegisterSymbolEndAction(static _ => { }), SymbolKind.NamedType);
        context.RegisterOperationBlockAction(static _ => { });
        context.RegisterOperationAction(
            static _ => { },
            OperationKind.Invocation, OperationKind.PropertyReference, OperationKind.VariableDeclarator, OperationKind.Conditional, OperationKind.Loop,
            OperationKind.Increment, OperationKind.Decrement, OperationKind.CompoundAssignment, OperationKind.SimpleAssignment,
            OperationKind.DeconstructionAssignment);
    }
}
