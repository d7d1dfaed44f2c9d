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

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node is not ExpressionSyntax wait
            || !AsyncFunctions.AllowAwait(wait)
            || SignificantTrivia.ExistsIn(wait)
            || wait is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 }
            || target.Model.GetOperation(wait, cancellationToken) is not { } operation
            || BlockingWait.Read(operation) is null
            || AsyncFunctions.CrossesRefs(wait, target.Model))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        edits.ReplaceNode(wait, static (current, _) => AwaitedTask.Create((ExpressionSyntax)current, AwaitedTask.GetTask((ExpressionSyntax)current)));
        return true;
    }
}
