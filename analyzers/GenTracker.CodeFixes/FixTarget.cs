using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.CodeFixes;

/// <summary>What a fix or a refactoring reads first: the node at its place, and what the document means.</summary>
/// <param name="Solution">Collects the edits.</param>
/// <param name="Document">The document.</param>
/// <param name="Node">The innermost node at the place.</param>
/// <param name="Model">The semantic model of the document.</param>
/// <param name="Known">The types of GenTracker.</param>
internal sealed record FixTarget(SolutionEditor Solution, Document Document, SyntaxNode Node, SemanticModel Model, KnownSymbols Known)
{
    /// <summary>Reads what is at a place. Null if the project does not reference GenTracker.</summary>
    public static async Task<FixTarget?> ReadAsync(SolutionEditor solution, Document document, TextSpan place, CancellationToken cancellationToken) =>
        await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
        && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
        && KnownSymbols.FromCompilation(model.Compilation) is { } known
            ? new FixTarget(solution, document, root.FindNode(place, getInnermostNodeForTie: true), model, known)
            : null;

    /// <summary>Returns the editor of the document.</summary>
    public Task<DocumentEditor> GetDocumentEditorAsync(CancellationToken cancellationToken) => Solution.GetDocumentEditorAsync(Document.Id, cancellationToken);
}
