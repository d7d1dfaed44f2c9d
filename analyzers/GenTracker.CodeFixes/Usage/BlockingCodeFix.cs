using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1005: awaits the task, if the function is async.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BlockingCodeFix))]
[Shared]
public sealed class BlockingCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.Blocking.Id];

    private protected override string Title => "Await the task";

    private protected override async Task<bool> TryEditAsync(
        SolutionEditor editor, Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax wait
            || !AsyncFunctions.AllowAwait(wait)
            || SignificantTrivia.ExistsIn(wait)
            || wait is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 }
            || model?.GetOperation(wait, cancellationToken) is not { } operation
            || BlockingWait.Read(operation) is null
            || AsyncFunctions.CrossesRefs(wait, model))
        {
            return false;
        }

        DocumentEditor edits = await editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
        edits.ReplaceNode(wait, static (current, _) => AwaitedTask.Create((ExpressionSyntax)current, AwaitedTask.GetTask((ExpressionSyntax)current)));
        return true;
    }
}
