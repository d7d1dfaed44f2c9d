using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1004: retires the child in <c>RunAsync</c>, instead of a stop whose result nobody uses.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SelfWaitCodeFix))]
[Shared]
public sealed class SelfWaitCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.SelfWait.Id];

    private protected override string Title => "Retire the child";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node is not InvocationExpressionSyntax call
            || target.Model.GetOperation(call, cancellationToken) is not IInvocationOperation operation
            || call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || target.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || SelfWait.Read(operation, method, target.Known) is not { IsStop: true, IsInRun: true }
            || !method.ContainingType.GetMembers("TryRetire").OfType<IMethodSymbol>().Any(static retire => retire.Parameters.IsEmpty)
            || FindUnused(call) is not { } stop
            || SignificantTrivia.ExistsIn(stop))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        edits.ReplaceNode(
            stop, SyntaxFactory.InvocationExpression(SyntaxFactory.IdentifierName("TryRetire"), SyntaxFactory.ArgumentList()).WithTriviaFrom(stop));
        return true;
    }

    /// <summary>The whole expression of a statement that stops: awaited, discarded or ignored. Null if the result is used.</summary>
    private static ExpressionSyntax? FindUnused(InvocationExpressionSyntax call)
    {
        ExpressionSyntax stop = call;
        if (stop.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured })
        {
            stop = configured;
        }

        stop = stop.Parent switch
        {
            AwaitExpressionSyntax wait => wait,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard => discard,
            _ => stop,
        };
        return stop.Parent is ExpressionStatementSyntax or GlobalStatementSyntax ? stop : null;
    }
}
