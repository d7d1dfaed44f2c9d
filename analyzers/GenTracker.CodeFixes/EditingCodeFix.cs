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
/// A code fix that is a set of edits, each of which leaves alone what is cured already; so one fix, and a fix of all that is wrong in a
/// solution, are the same edits, however they overlap: two classes may share the type around them, and a class may have several files.
/// </summary>
public abstract class EditingCodeFix : CodeFixProvider
{
    /// <summary>What the editor offers.</summary>
    private protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new EditingFixAllProvider(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await TryEditAsync(new SolutionEditor(context.Document.Project.Solution), context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(ActionFor(context.Document.Project.Solution, [diagnostic]), diagnostic);
            }
        }
    }

    /// <summary>One action for any number of diagnostics.</summary>
    /// <param name="solution">The solution that they are in.</param>
    /// <param name="diagnostics">The diagnostics.</param>
    internal CodeAction ActionFor(Solution solution, ImmutableArray<Diagnostic> diagnostics) =>
        CodeAction.Create(Title, cancellationToken => EditAsync(solution, diagnostics, cancellationToken), equivalenceKey: GetType().Name);

    /// <summary>Adds the edits that cure a diagnostic; they must do nothing to a node that is cured already.</summary>
    /// <param name="editor">Takes the edits.</param>
    /// <param name="document">The diagnostic's document.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where there is no mechanical cure, and nothing is to be offered.</returns>
    private protected abstract Task<bool> TryEditAsync(SolutionEditor editor, Document document, Diagnostic diagnostic, CancellationToken cancellationToken);

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

        return editor.GetChangedSolution();
    }
}
