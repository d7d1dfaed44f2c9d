using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Suppressors;

/// <summary>Silences a rule of the platform that is wrong about children because it does not know what the tracker does.</summary>
public abstract class RuleSuppressor : DiagnosticSuppressor
{
    private readonly SuppressionDescriptor _suppression;

    private protected RuleSuppressor(SuppressionDescriptor suppression)
    {
        _suppression = suppression;
        SupportedSuppressions = [suppression];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; }

    /// <inheritdoc/>
    public sealed override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownSymbols.FromCompilation(context.Compilation) is not { } known)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is { } node
                && IsMistaken(diagnostic, node, context.GetSemanticModel(tree), known))
            {
                context.ReportSuppression(Suppression.Create(_suppression, diagnostic));
            }
        }
    }

    /// <summary>Whether the rule is wrong about this node.</summary>
    private protected abstract bool IsMistaken(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, KnownSymbols known);
}
