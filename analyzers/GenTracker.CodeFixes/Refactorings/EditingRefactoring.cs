using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes.Refactorings;

/// <summary>A refactoring that gives a tracked class. It is offered only if no rule of declarations reports the class afterwards.</summary>
public abstract class EditingRefactoring : CodeRefactoringProvider
{
    private protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        Solution before = context.Document.Project.Solution;
        SolutionEditor editor = new(before);
        if (await FixTarget.ReadAsync(editor, context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is not { } target
            || await TryEditAsync(target, context.CancellationToken).ConfigureAwait(false) is not { } type)
        {
            return;
        }

        Solution after = await EditingCodeFix.WithFinalTriviaAsync(before, editor.GetChangedSolution(), context.CancellationToken).ConfigureAwait(false);
        if (await IsSoundAsync(type, target.Model.Compilation, before, after, context.CancellationToken).ConfigureAwait(false))
        {
            context.RegisterRefactoring(CodeAction.Create(Title, _ => Task.FromResult(after), equivalenceKey: GetType().Name));
        }
    }

    /// <summary>Adds the edits. Returns the class that is tracked then, or null if the refactoring is not offered.</summary>
    private protected abstract Task<INamedTypeSymbol?> TryEditAsync(FixTarget target, CancellationToken cancellationToken);

    /// <summary>Whether the changed declarations are right.</summary>
    private static async Task<bool> IsSoundAsync(
        INamedTypeSymbol type, Compilation compilation, Solution before, Solution after, CancellationToken cancellationToken)
    {
        foreach (DocumentId id in after.GetChanges(before).GetProjectChanges().SelectMany(static project => project.GetChangedDocuments()))
        {
            if (await before.GetDocument(id)!.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is { } old
                && compilation.ContainsSyntaxTree(old)
                && await after.GetDocument(id)!.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is { } changed)
            {
                compilation = compilation.ReplaceSyntaxTree(old, changed);
            }
        }

        return TrackedClassCheck.Passes(type, compilation, cancellationToken);
    }
}
