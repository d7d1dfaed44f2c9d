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

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => Lambda(node, base.VisitSimpleLambdaExpression(node)!);

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        Lambda(node, base.VisitParenthesizedLambdaExpression(node)!);

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        ForEachStatementSyntax loop = (ForEachStatementSyntax)base.VisitForEachStatement(node)!;
        return loop.WithStatement(Body(loop.Statement));
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        ForStatementSyntax loop = (ForStatementSyntax)base.VisitForStatement(node)!;
        return loop.WithStatement(Body(loop.Statement));
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        WhileStatementSyntax loop = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return loop.WithStatement(Body(loop.Statement));
    }

    private SyntaxNode Lambda(LambdaExpressionSyntax before, SyntaxNode visited) =>
        visited is LambdaExpressionSyntax { ExpressionBody: { } body } lambda && model.GetSymbolInfo(before).Symbol is IMethodSymbol { ReturnsVoid: false }
            ? lambda.WithExpressionBody(Counted(body))
            : visited;

    /// <summary>A void expression body is itself a call, which is counted.</summary>
    private bool ReturnsNothing(SyntaxNode member) =>
        member is not PropertyDeclarationSyntax and not IndexerDeclarationSyntax && model.GetDeclaredSymbol(member) is IMethodSymbol { ReturnsVoid: true };

    private static bool IsLoop(SyntaxNode? node) => node is ForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax;

    /// <summary>A block already counts.</summary>
    private static StatementSyntax Body(StatementSyntax body) => body is BlockSyntax ? body : SyntaxFactory.Block(Step, body);

    private static ParenthesizedExpressionSyntax Counted(ExpressionSyntax expression) =>
        SyntaxFactory.ParenthesizedExpression(SyntaxFactory.ConditionalExpression(
        Increment, SyntaxFactory.ParenthesizedExpression(expression.WithoutTrivia()), SyntaxFactory.ParseExpression("throw null!")));
}
