using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes;

/// <summary>
/// A code fix as a set of edits. An edit does nothing to a node that is already fixed, so edits may overlap: two classes may share the type around
/// them, and a class may have several files. One fix and a fix-all therefore make the same edits.
/// </summary>
public abstract class EditingCodeFix : CodeFixProvider
{
    private protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new EditingFixAllProvider(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SolutionEditor editor = new(context.Document.Project.Solution);
            if (await TryEditAsync(editor, context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(ActionFor(context.Document.Project.Solution, [diagnostic]), diagnostic);
            }
        }
    }

    /// <summary>Creates one action for any number of diagnostics.</summary>
    internal CodeAction ActionFor(Solution solution, ImmutableArray<Diagnostic> diagnostics) =>
        CodeAction.Create(Title, cancellationToken => EditAsync(solution, diagnostics, cancellationToken), equivalenceKey: GetType().Name);

    /// <summary>Adds the edits that fix a diagnostic. They must do nothing to a node that is already fixed. False if no fix is offered.</summary>
    private protected abstract Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken);

    private async Task<bool> TryEditAsync(SolutionEditor editor, Document document, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        await FixTarget.ReadAsync(editor, document, diagnostic.Location.SourceSpan, cancellationToken).ConfigureAwait(false) is { } target
        && await TryEditAsync(target, cancellationToken).ConfigureAwait(false);

    /// <summary>Keeps the formatter from the code around the edits: what a fix writes is complete.</summary>
    internal static async Task<Solution> WithFinalTriviaAsync(Solution before, Solution after, CancellationToken cancellationToken)
    {
        foreach (DocumentId id in after.GetChanges(before).GetProjectChanges().SelectMany(static project => project.GetChangedDocuments()))
        {
            if (await after.GetDocument(id)!.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root)
            {
                after = after.WithDocumentSyntaxRoot(id, TextLayout.WithoutElasticTrivia(root));
            }
        }

        return after;
    }

    private async Task<Solution> EditAsync(Solution solution, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        SolutionEditor editor = new(solution);
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            if (solution.GetDocument(diagnostic.Location.SourceTree) is { } document)
            {
                await TryEditAsync(editor, document, diagnostic, cancellationToken).ConfigureAwait(false);
            }
        }

        return await WithFinalTriviaAsync(solution, editor.GetChangedSolution(), cancellationToken).ConfigureAwait(false);
    }
}
