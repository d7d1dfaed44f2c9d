using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CodeFixes.Usage;

/// <summary>Writes <c>await</c> in the place of a call that blocks.</summary>
internal static class AwaitedTask
{
    /// <summary>Awaits a task in the place of an expression.</summary>
    public static ExpressionSyntax Create(ExpressionSyntax wait, ExpressionSyntax task)
    {
        AwaitExpressionSyntax awaited = SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), task.WithoutTrivia());
        ExpressionSyntax result = NeedsParentheses(wait) ? SyntaxFactory.ParenthesizedExpression(awaited) : awaited;
        return result.WithTriviaFrom(wait);
    }

    /// <summary>Removes the calls that only serve to block.</summary>
    public static ExpressionSyntax GetTask(ExpressionSyntax wait) => wait switch
    {
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" or "GetResult" or "GetAwaiter" or "AsTask" } access,
            ArgumentList.Arguments.Count: 0
        } =>
            GetTask(access.Expression),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } access => GetTask(access.Expression),
        _ => wait,
    };

    /// <summary>Whether an operator that binds more tightly than <c>await</c> is applied to the result.</summary>
    private static bool NeedsParentheses(ExpressionSyntax wait) =>
        wait.Parent is MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax
        || (wait.Parent is ElementAccessExpressionSyntax element && element.Expression == wait)
        || (wait.Parent is InvocationExpressionSyntax call && call.Expression == wait);
}
