using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1001: calls the generated member. Also fixes a write to a get-only counter, which does not compile.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AtomicChangeCodeFix))]
[Shared]
public sealed class AtomicChangeCodeFix : EditingCodeFix
{
    /// <summary>The compiler's error: a property without a setter is assigned.</summary>
    private const string NoSetter = "CS0200";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.ReadModifyWrite.Id, NoSetter];

    private protected override string Title => "Change the attribute in one step";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (FindChangeAround(target.Node) is not { } node
            || SignificantTrivia.ExistsIn(node)
            || CheckedContexts.Contain(node)
            || target.Model.GetOperation(node, cancellationToken) is not { } operation)
        {
            return false;
        }

        if (AtomicUpdate.Read(operation) is { } update)
        {
            return await TryUpdateAsync(target, update, operation, cancellationToken).ConfigureAwait(false);
        }

        if (AtomicChange.Read(operation) is not { } change
            || !target.Known.IsTrackedProperty(change.Target.Property)
            || change.FindMember() is not { } member
            || !target.Model.IsAccessible(node.SpanStart, member))
        {
            return false;
        }

        bool isUsed = operation.IsValueUsed();
        bool givesOldValue = isUsed && node is PostfixUnaryExpressionSyntax;
        if ((isUsed && member.ReturnsVoid)
            || (givesOldValue && !IsIntOrWider(change.Target.Property.Type))
            || (change.Operand is null && operation is ISimpleAssignmentOperation)
            || (change.Operand is null && !NumericTypes.HasConstants(change.Target.Property.Type))
            || (change.Operand is { } operand && !IsImplicit(target.Model, (ExpressionSyntax)operand.Syntax, change.Target.Property.Type))
            || (change.Check is { } check && !DoesNothingElse(check)))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        if (change.Check is not null)
        {
            edits.ReplaceNode(change.Check.Syntax, (current, _) => WithoutCheck(current, member.Name));
            return true;
        }

        bool isDefaultDelta = change.Operand is { } constant
            && change.Member != CounterMembers.Raise
            && IsConstantOne(constant)
            && NumericTypes.HasConstants(change.Target.Property.Type);
        bool operandIsFirst = change.Operand is { } by && GetOperands(node) is { } sides && sides.First.Span.Contains(by.Syntax.Span);
        edits.ReplaceNode(node, (current, _) =>
        {
            ExpressionSyntax? delta = isDefaultDelta ? null : GetDelta((ExpressionSyntax)current, operandIsFirst);
            ExpressionSyntax call = CreateCall(GetTarget((ExpressionSyntax)current), member.Name, delta);
            if (givesOldValue)
            {
                SyntaxKind undo = change.Member == CounterMembers.Increment ? SyntaxKind.SubtractExpression : SyntaxKind.AddExpression;
                call = Parenthesize(SyntaxFactory.BinaryExpression(undo, call, SyntaxFactory.ParseExpression("1")).NormalizeWhitespace());
            }

            return call.WithTriviaFrom(current);
        });
        return true;
    }

    private static async Task<bool> TryUpdateAsync(FixTarget target, AtomicUpdate update, IOperation operation, CancellationToken cancellationToken)
    {
        if (update.Target.Property.SetMethod is null
            || !target.Known.IsTrackedProperty(update.Target.Property)
            || update.FindMember() is not { } member
            || !target.Model.IsAccessible(operation.Syntax.SpanStart, member)
            || !UpdateCall.IsPossible(update, operation))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        ExpressionSyntax function = UpdateCall.CreateFunction(update, operation);
        edits.ReplaceNode(operation.Syntax, (current, _) =>
            CreateCall(GetTarget((ExpressionSyntax)current), member.Name, function).WithTriviaFrom(current));
        return true;
    }

    /// <summary>Finds the whole change. The compiler's diagnostic covers only its target.</summary>
    private static ExpressionSyntax? FindChangeAround(SyntaxNode found) => found
        .AncestorsAndSelf()
        .TakeWhile(static node => node is ExpressionSyntax)
        .OfType<ExpressionSyntax>()
        .FirstOrDefault(static node => node is AssignmentExpressionSyntax
            || node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
                or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression);

    private static InvocationExpressionSyntax CreateCall(ExpressionSyntax target, string member, ExpressionSyntax? argument) =>
        SyntaxFactory.InvocationExpression(
        WithMemberName(target, member).WithoutTrailingTrivia(),
        SyntaxFactory.ArgumentList(argument is null ? [] : [SyntaxFactory.Argument(argument.WithoutTrivia())]));

    /// <summary>Whether the <c>if</c> only compares and assigns, and has no comments or directives.</summary>
    private static bool DoesNothingElse(IConditionalOperation check) =>
        check.Condition.UnwrapConversions() is IBinaryOperation { OperatorKind: not BinaryOperatorKind.ConditionalAnd }
        && check.Syntax is IfStatementSyntax { Else: null, Statement: ExpressionStatementSyntax or BlockSyntax { Statements.Count: 1 } }
        && !SignificantTrivia.ExistsIn(check.Syntax);

    /// <summary>Replaces the <c>if</c> by the call, unless it is already replaced.</summary>
    private static SyntaxNode WithoutCheck(SyntaxNode check, string member)
    {
        StatementSyntax? only = (check as IfStatementSyntax)?.Statement is BlockSyntax block ? block.Statements[0] : (check as IfStatementSyntax)?.Statement;
        return only is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment }
            ? SyntaxFactory.ExpressionStatement(CreateCall(assignment.Left.WithoutTrivia(), member, assignment.Right)).WithTriviaFrom(check)
            : check;
    }

    private static ExpressionSyntax GetTarget(ExpressionSyntax change) => Unwrap(change switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left,
        PrefixUnaryExpressionSyntax prefix => prefix.Operand,
        _ => ((PostfixUnaryExpressionSyntax)change).Operand,
    });

    private static ExpressionSyntax? GetDelta(ExpressionSyntax change, bool isFirst) =>
        GetOperands(change) is { } sides ? WithoutParentheses(isFirst ? sides.First : sides.Second) : (change as AssignmentExpressionSyntax)?.Right;

    /// <summary>The operands of the sum or difference, the arguments of <c>Max</c>, or the branches of the choice.</summary>
    private static (ExpressionSyntax First, ExpressionSyntax Second)? GetOperands(ExpressionSyntax change) =>
        change is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment ? null : Unwrap(assignment.Right) switch
        {
            BinaryExpressionSyntax sum => (sum.Left, sum.Right),
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } => (arguments[0].Expression, arguments[1].Expression),
            ConditionalExpressionSyntax choice => (choice.WhenTrue, choice.WhenFalse),
            _ => null,
        };

    private static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax parenthesized ? WithoutParentheses(parenthesized.Expression) : expression;

    private static ExpressionSyntax Unwrap(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => Unwrap(parenthesized.Expression),
        CastExpressionSyntax cast => Unwrap(cast.Expression),
        CheckedExpressionSyntax inner => Unwrap(inner.Expression),
        _ => expression,
    };

    private static ExpressionSyntax WithMemberName(ExpressionSyntax target, string name) => target switch
    {
        MemberAccessExpressionSyntax access => access.WithName(SyntaxFactory.IdentifierName(name).WithLeadingTrivia(access.Name.GetLeadingTrivia())),
        MemberBindingExpressionSyntax binding => binding.WithName(SyntaxFactory.IdentifierName(name)),
        _ => SyntaxFactory.IdentifierName(name).WithTriviaFrom(target),
    };

    private static ParenthesizedExpressionSyntax Parenthesize(ExpressionSyntax expression) =>
        SyntaxFactory.ParenthesizedExpression(expression).WithAdditionalAnnotations(Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation);

    private static bool IsImplicit(SemanticModel model, ExpressionSyntax expression, ITypeSymbol type) => model.ClassifyConversion(expression, type).IsImplicit;

    private static bool IsConstantOne(IOperation operation) => operation.UnwrapConversions().ConstantValue is { HasValue: true, Value: 1 or 1L or 1U or 1UL };

    /// <summary>Whether <c>x - 1</c> has the type of <c>x</c> and is exact.</summary>
    private static bool IsIntOrWider(ITypeSymbol type) => type.SpecialType is
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
        or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;
}
