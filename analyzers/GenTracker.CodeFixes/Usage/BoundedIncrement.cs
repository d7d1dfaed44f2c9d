using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CodeFixes.Usage;

/// <summary>Writes calls of <c>IncrementXUpTo</c> in the place of a check.</summary>
internal static class BoundedIncrement
{
    /// <summary>Creates the call from an increment.</summary>
    /// <param name="increment">The call of <c>IncrementX</c>.</param>
    /// <param name="member">The name of the member.</param>
    /// <param name="bound">The bound.</param>
    /// <param name="offset">What to add to the bound.</param>
    /// <param name="target">What receives the new value.</param>
    public static InvocationExpressionSyntax Create(
        InvocationExpressionSyntax increment, string member, ExpressionSyntax bound, int offset, ArgumentSyntax target)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments =
        [
            SyntaxFactory.Argument(Add(bound.WithoutTrivia(), offset)),
            target,
            .. increment.ArgumentList.Arguments.Select(static delta => delta.WithLeadingTrivia(SyntaxFactory.Space)),
        ];
        return SyntaxFactory.InvocationExpression(WithName(increment.Expression, member).WithoutTrivia(), SyntaxFactory.ArgumentList(arguments));
    }

    /// <summary>Replaces the name of a member of an object, or of <c>this</c>.</summary>
    public static ExpressionSyntax WithName(ExpressionSyntax member, string name)
    {
        SimpleNameSyntax replacement = SyntaxFactory.IdentifierName(name);
        return member switch
        {
            MemberAccessExpressionSyntax access => access.WithName(replacement),
            MemberBindingExpressionSyntax binding => binding.WithName(replacement),
            _ => replacement,
        };
    }

    public static PrefixUnaryExpressionSyntax Negate(ExpressionSyntax call) => SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, call);

    /// <summary>Makes the <c>else</c> the only branch.</summary>
    public static IfStatementSyntax WithElseAsBody(IfStatementSyntax decision) => decision
        .WithStatement(decision.Else!.Statement.WithLeadingTrivia(decision.Statement.GetLeadingTrivia()))
        .WithElse(null);

    /// <summary>Whether the sum of a value of the type and an <c>int</c> is of the same type.</summary>
    public static bool IsIntOrWider(ITypeSymbol type) => type.SpecialType is
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
        or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    private static ExpressionSyntax Add(ExpressionSyntax bound, int offset)
    {
        if (offset == 0)
        {
            return bound;
        }

        if (bound is LiteralExpressionSyntax { Token.Value: int number })
        {
            return SyntaxFactory.ParseExpression((number + offset).ToString(CultureInfo.InvariantCulture));
        }

        ExpressionSyntax left = bound is IdentifierNameSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax
            ? bound
            : SyntaxFactory.ParenthesizedExpression(bound);
        return SyntaxFactory.BinaryExpression(
            offset < 0 ? SyntaxKind.SubtractExpression : SyntaxKind.AddExpression,
            left.WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(offset < 0 ? SyntaxKind.MinusToken : SyntaxKind.PlusToken).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.ParseExpression("1"));
    }
}
