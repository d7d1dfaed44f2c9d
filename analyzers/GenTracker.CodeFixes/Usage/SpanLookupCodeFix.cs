using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT2002: looks up the span.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SpanLookupCodeFix))]
[Shared]
public sealed class SpanLookupCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.SpanLookup.Id];

    private protected override string Title => "Look up the span";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node
                is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } text
            || text.FirstAncestorOrSelf<InvocationExpressionSyntax>(
                node => node != text && node.ArgumentList.Arguments.Any(argument => argument.Expression == text)) is not { } call
            || target.Model.GetOperation(call, cancellationToken) is not IInvocationOperation operation
            || SpanLookup.Read(operation, target.Known) is not { } lookup
            || (lookup.IsSpan
                ? SignificantTrivia.ExistsIn(text, TextSpan.FromBounds(access.Expression.Span.End, text.Span.End))
                : !CanCallAsSpan(target.Model, text.SpanStart)))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        if (lookup.IsSpan)
        {
            edits.ReplaceNode(text, access.Expression.WithTriviaFrom(text));
        }
        else
        {
            edits.ReplaceNode(access.Name, SyntaxFactory.IdentifierName("AsSpan").WithTriviaFrom(access.Name));
        }

        return true;
    }

    /// <summary>Whether <c>AsSpan</c>, an extension method of the namespace <c>System</c>, is in scope.</summary>
    private static bool CanCallAsSpan(SemanticModel model, int position) =>
        model
            .LookupNamespacesAndTypes(position, name: "MemoryExtensions")
            .Any(static type => type is INamedTypeSymbol named && named.Is("System", "MemoryExtensions"));
}
