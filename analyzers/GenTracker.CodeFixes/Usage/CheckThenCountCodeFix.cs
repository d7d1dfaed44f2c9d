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

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1018: checks and acts in one step. The check becomes <c>IncrementXUpTo</c> or <c>TryRetireAtX</c>, and the second step goes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CheckThenCountCodeFix))]
[Shared]
public sealed class CheckThenCountCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.CheckThenCount.Id];

    private protected override string Title => "Check and act in one step";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node is not InvocationExpressionSyntax call
            || target.Model.GetOperation(call, cancellationToken) is not IInvocationOperation operation)
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        return CheckThenCount.Read(operation, target.Known) is { } count
            ? TryEditCount(edits, target.Model, count, call)
            : CheckThenStop.Read(operation, target.Known) is { } stop && TryEditStop(edits, target.Model, stop, call);
    }

    private static bool TryEditCount(DocumentEditor edits, SemanticModel model, CheckThenCount count, InvocationExpressionSyntax call)
    {
        if (!count.ChecksAttributeItself
            || call.Expression is MemberBindingExpressionSyntax
            || count.Call.TargetMethod.Name[0] is not ('I' or 'D')
            || call.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || CheckedStep.Read(count.Guard, statement) is not { } step
            || !TryGetBound(count, model, out ExpressionSyntax bound)
            || (count.Offset != 0 && !BoundedIncrement.IsIntOrWider(count.Property.Type))
            || !model.IsAccessible(call.SpanStart, count.Member)
            || TryGetTarget(statement, call, step, model, count.Property.Type) is not { } target)
        {
            return false;
        }

        return step.TryMerge(edits, BoundedIncrement.Create(call, count.Member.Name, bound, count.Offset, target), keeps: null);
    }

    private static bool TryGetBound(CheckThenCount count, SemanticModel model, out ExpressionSyntax bound)
    {
        bound = count.Bound is null ? SyntaxFactory.ParseExpression("0") : (ExpressionSyntax)count.Bound.Syntax;
        return count.Bound is null ? NumericTypes.HasConstants(count.Property.Type) : model.ClassifyConversion(bound, count.Property.Type).IsImplicit;
    }

    /// <summary>Finds what receives the new value: the local, if there is one. Null if the value is used otherwise.</summary>
    private static ArgumentSyntax? TryGetTarget(
        StatementSyntax statement, InvocationExpressionSyntax call, CheckedStep step, SemanticModel model, ITypeSymbol type)
    {
        switch (statement)
        {
            case ExpressionStatementSyntax { Expression: var expression } when expression == call:
                return OutArguments.Discard(model, call.SpanStart);
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration: { Variables: { Count: 1 } variables } declaration }
                when variables[0].Initializer?.Value == call && OutArguments.HasType(declaration, type, model):
                string name = variables[0].Identifier.ValueText;
                return step.HidesName(name) ? null : OutArguments.Declaration(declaration.Type, name);
            default:
                return null;
        }
    }

    private static bool TryEditStop(DocumentEditor edits, SemanticModel model, CheckThenStop stop, InvocationExpressionSyntax call)
    {
        bool isAwaited = call.Parent is AwaitExpressionSyntax;
        if (call.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement
            || !IsWholeStatement(statement, call)
            || GetMember(stop.Checked.Syntax) is not { } member
            || (isAwaited && stop.StopOfChild is null)
            || !model.IsAccessible(call.SpanStart, stop.Member))
        {
            return false;
        }

        ExpressionSyntax retire = SyntaxFactory.InvocationExpression(
            BoundedIncrement.WithName(member, stop.Member.Name).WithoutTrivia(),
            SyntaxFactory.ArgumentList([SyntaxFactory.Argument(SyntaxFactory.ParseExpression("0"))]));

        // A stop that is awaited goes on to wait for the end, of this child and no other.
        StatementSyntax? wait = isAwaited
            ? statement.ReplaceNode(call.ArgumentList.Arguments[0], SyntaxFactory.Argument(GetChild(member)))
            : null;
        if (stop.IsExact && CheckedStep.Read(stop.Guard, statement) is { } step && step.TryMerge(edits, retire, wait))
        {
            return true;
        }

        // The check stays, as a check beforehand.
        if (wait is not null || SignificantTrivia.ExistsIn(statement) || !IsLastStatement(statement))
        {
            return false;
        }

        edits.ReplaceNode(statement, SyntaxFactory.ExpressionStatement(retire).WithTriviaFrom(statement));
        return true;
    }

    /// <summary>Whether the statement only makes the call: it awaits it, discards it, or ignores it.</summary>
    private static bool IsWholeStatement(ExpressionStatementSyntax statement, InvocationExpressionSyntax call) => statement.Expression switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard => discard.Right == call,
        AwaitExpressionSyntax wait => wait.Expression == call,
        var expression => expression == call,
    };

    private static bool IsLastStatement(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements.Last() == statement,
        SwitchSectionSyntax or GlobalStatementSyntax => false,
        _ => true,
    };

    /// <summary>The member that reads or decrements the attribute. Null if its object is not written.</summary>
    private static ExpressionSyntax? GetMember(SyntaxNode source) => source switch
    {
        MemberAccessExpressionSyntax or IdentifierNameSyntax => (ExpressionSyntax)source,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax or IdentifierNameSyntax } call => call.Expression,
        _ => null,
    };

    private static ExpressionSyntax GetChild(ExpressionSyntax member) =>
        member is MemberAccessExpressionSyntax access ? access.Expression.WithoutTrivia() : SyntaxFactory.ThisExpression();
}
