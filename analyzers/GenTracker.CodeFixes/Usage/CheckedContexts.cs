using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CodeFixes.Usage;

/// <summary>Tells where overflow must throw. Most generated members wrap around.</summary>
internal static class CheckedContexts
{
    /// <summary>Whether the code is in a <c>checked</c> context, or has one in it.</summary>
    public static bool Contain(ExpressionSyntax change) =>
        change.DescendantNodes().Any(static node => node.IsKind(SyntaxKind.CheckedExpression))
        || change.Ancestors().FirstOrDefault(static node => node is CheckedStatementSyntax or CheckedExpressionSyntax or MemberDeclarationSyntax)
            is { RawKind: (int)SyntaxKind.CheckedStatement or (int)SyntaxKind.CheckedExpression };
}
