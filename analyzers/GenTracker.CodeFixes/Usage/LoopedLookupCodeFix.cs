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

/// <summary>
/// GT2001: finds the child before the loop and increments its attribute. If the child is absent or has ended, the code increments by key as
/// before, so that its meaning stays the same.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LoopedLookupCodeFix))]
[Shared]
public sealed class LoopedLookupCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.LoopedLookup.Id];

    private protected override string Title => "Find the child before the loop";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node is not ExpressionSyntax place
            || OutermostLoopAround(place) is not { } outermost
            || target.Model.GetOperation(outermost, cancellationToken) is not ILoopOperation operation
            || LoopedLookup.FindIn(operation, target.Known).FirstOrDefault(
                found => found.Increments[0].Operation.Syntax.Span == target.Node.Span) is not { } lookup
            || lookup.Loop.Syntax is not StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } loop
            || loop.GetLeadingTrivia().Any(static trivia => trivia.IsDirective)
            || !lookup.Increments.All(CanBeTriedFirst))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        string name = UniqueNames.Find(edits, loop, "child");
        StatementSyntax find = SyntaxFactory.ParseStatement($"var {name} = {lookup.Increments[0].Tracker.Syntax}.Find({lookup.Increments[0].Key.Syntax});");
        find = find.WithLeadingTrivia(TextLayout.Indentation(loop)).WithTrailingTrivia(TextLayout.LineEnd(loop));
        if (loop.Parent is GlobalStatementSyntax global)
        {
            edits.InsertBefore(global, SyntaxFactory.GlobalStatement(find));
        }
        else
        {
            edits.InsertBefore(loop, find);
        }

        foreach (KeyedIncrement increment in lookup.Increments)
        {
            var byKey = (ExpressionSyntax)increment.Operation.Syntax;
            if (byKey.Parent is ExpressionStatementSyntax statement)
            {
                edits.ReplaceNode(statement, SyntaxFactory
                    .IfStatement(SyntaxFactory.ParseExpression($"{CreateAttempt(name, increment, target.Model)} != true"), statement.WithoutTrivia())
                    .WithIfKeyword(SyntaxFactory.Token(SyntaxKind.IfKeyword).WithTrailingTrivia(SyntaxFactory.Space))
                    .WithCloseParenToken(SyntaxFactory.Token(SyntaxKind.CloseParenToken).WithTrailingTrivia(SyntaxFactory.Space))
                    .WithTriviaFrom(statement));
            }
            else
            {
                string again = byKey.WithoutTrivia().ToString();
                if (increment.OutArgument?.Syntax is ArgumentSyntax
                    { Expression: DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax variable } declaration })
                {
                    again = again.Replace(declaration.ToString(), variable.ToString());
                }

                ExpressionSyntax either = SyntaxFactory.ParseExpression($"({CreateAttempt(name, increment, target.Model)} == true || {again})");
                edits.ReplaceNode(byKey, (byKey.Parent is IfStatementSyntax ? WithoutParentheses(either) : either).WithTriviaFrom(byKey));
            }
        }

        return true;
    }

    /// <summary>Whether the increment can be tried on the child and repeated by key: it is a statement, or it returns a bool.</summary>
    private static bool CanBeTriedFirst(KeyedIncrement increment)
    {
        if (increment.TryIncrementMember is null || (increment.Delta?.Syntax.DescendantNodesAndSelf().Any(static node => !CanBeRepeated(node)) ?? false))
        {
            return false;
        }

        // A new 'if' between another 'if' and its 'else' would take over the 'else'.
        return increment.Operation.Syntax.Parent is ExpressionStatementSyntax statement
            ? statement.Parent is BlockSyntax or SwitchSectionSyntax or ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax
                && IsDiscarded(increment.OutArgument)
            : increment.IsTry;
    }

    /// <summary>Whether the expression may be evaluated twice.</summary>
    private static bool CanBeRepeated(SyntaxNode node) => node is
        LiteralExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax or ParenthesizedExpressionSyntax
            or CastExpressionSyntax or TypeSyntax
        || (node is BinaryExpressionSyntax && node.Kind() is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression)
        || node.IsKind(SyntaxKind.UnaryMinusExpression);

    private static bool IsDiscarded(IArgumentOperation? argument) =>
        argument?.Value is null or IDiscardOperation
            || argument.Syntax is ArgumentSyntax { Expression: DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax } };

    private static string CreateAttempt(string child, KeyedIncrement increment, SemanticModel model)
    {
        string delta = increment.Delta?.Syntax.WithoutTrivia().ToString() ?? "1";
        string result = increment.TryIncrementMember!.Parameters.Length == 1
            ? ""
            : increment.OutArgument?.Syntax is ArgumentSyntax given ? $", out {given.Expression}"
            : $",{OutArguments.Discard(model, increment.Operation.Syntax.SpanStart).ToFullString()}";
        return $"{child}?.{increment.TryIncrementMember.Name}({delta}{result})";
    }

    private static StatementSyntax? OutermostLoopAround(SyntaxNode node)
    {
        StatementSyntax? outermost = null;
        for (SyntaxNode? up = node;
            up is not null and not MemberDeclarationSyntax and not LocalFunctionStatementSyntax and not AnonymousFunctionExpressionSyntax;
            up = up.Parent)
        {
            if (up is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            {
                outermost = (StatementSyntax)up;
            }
        }

        return outermost;
    }

    private static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax parenthesized ? parenthesized.Expression : expression;
}
