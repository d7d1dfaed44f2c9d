using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Analyzers.Tests.Costs;

/// <summary>Rewrites a file so that it counts its steps: each call of a method or lambda, and each loop iteration.</summary>
internal sealed class StepCounter(SemanticModel model) : CSharpSyntaxRewriter
{
    /// <summary>The source of the counter.</summary>
    public const string Counter = """
        namespace Counting
        {
            public static class Steps
            {
                public static long Count;

                internal static bool Increment() => System.Threading.Interlocked.Increment(ref Count) > 0;
            }
        }
        """;

    private static readonly StatementSyntax Step = SyntaxFactory.ParseStatement("global::Counting.Steps.Increment();\n");

    private static readonly ExpressionSyntax Increment = SyntaxFactory.ParseExpression("global::Counting.Steps.Increment()");

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        BlockSyntax block = (BlockSyntax)base.VisitBlock(node)!;
        return node.Parent is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax
            || IsLoop(node.Parent)
            ? block.WithStatements(block.Statements.Insert(0, Step))
            : block;
    }

    public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) => ReturnsNothing(node.Parent!)
        ? base.VisitArrowExpressionClause(node)
        : node.WithExpression(Counted((ExpressionSyntax)Visit(node.Expression)));

    [return: NotNullIfNotNull(nameof(node))]
    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        SyntaxNode? visited = base.Visit(node);
        return node switch
        {
            LambdaExpressionSyntax when visited is LambdaExpressionSyntax { ExpressionBody: { } body } lambda && ReturnsValue(node) =>
                lambda.WithExpressionBody(Counted(body)),
            StatementSyntax and not BlockSyntax when IsLoop(node.Parent) => SyntaxFactory.Block(Step, (StatementSyntax)visited!),
            _ => visited,
        };
    }

    private bool ReturnsValue(SyntaxNode lambda) => model.GetSymbolInfo(lambda).Symbol is IMethodSymbol { ReturnsVoid: false };

    /// <summary>A void expression body is itself a call, which is counted.</summary>
    private bool ReturnsNothing(SyntaxNode member) =>
        member is not PropertyDeclarationSyntax and not IndexerDeclarationSyntax && model.GetDeclaredSymbol(member) is IMethodSymbol { ReturnsVoid: true };

    private static bool IsLoop(SyntaxNode? node) => node is ForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax;

    private static ParenthesizedExpressionSyntax Counted(ExpressionSyntax expression) => SyntaxFactory.ParenthesizedExpression(
        SyntaxFactory.ConditionalExpression(
            Increment, SyntaxFactory.ParenthesizedExpression(expression.WithoutTrivia()), SyntaxFactory.ParseExpression("throw null!")));
}
