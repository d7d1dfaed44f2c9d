using System.Collections.Generic;
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

/// <summary>GT1016: calls the member that returns false if the child has ended. A setter has none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CallbackWriteCodeFix))]
[Shared]
public sealed class CallbackWriteCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.CallbackWrite.Id];

    private protected override string Title => "Count only if the child has not ended";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node is not InvocationExpressionSyntax call
            || target.Model.GetOperation(call, cancellationToken) is not IInvocationOperation operation
            || ThrowingWrite.Read(operation, target.Known)?.FindAttempt() is not { } attempt
            || !IsResultUnused(operation)
            || SignificantTrivia.ExistsIn(call.ArgumentList)
            || !target.Model.IsAccessible(call.SpanStart, attempt))
        {
            return false;
        }

        List<ArgumentSyntax> arguments = [.. call.ArgumentList.Arguments];
        bool hasValue = attempt.Parameters[attempt.Parameters.Length - 1].RefKind == RefKind.Out;
        if (arguments.Count < attempt.Parameters.Length - (hasValue ? 1 : 0))
        {
            arguments.Add(SyntaxFactory.Argument(SyntaxFactory.ParseExpression("1")));
        }

        if (hasValue)
        {
            arguments.Add(OutArguments.Discard(target.Model, call.SpanStart));
        }

        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        ArgumentListSyntax list = call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(
            arguments.Select(static argument => argument.WithLeadingTrivia()), Enumerable.Repeat(comma, arguments.Count - 1)));
        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        edits.ReplaceNode(call, SyntaxFactory.InvocationExpression(BoundedIncrement.WithName(call.Expression, attempt.Name), list).WithTriviaFrom(call));
        return true;
    }

    private static bool IsResultUnused(IInvocationOperation call) =>
        !call.IsValueUsed() || call.Parent is ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation };
}
