using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.CodeFixes.Usage;

/// <summary>Tells where <c>await</c> is allowed, and makes methods async.</summary>
internal static class AsyncFunctions
{
    /// <summary>Whether the function around the node is async and nothing in between forbids <c>await</c>. Top-level statements are async if needed.</summary>
    public static bool AllowAwait(SyntaxNode node) => FindFunction(node) switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.AsyncKeyword),
        GlobalStatementSyntax => true,
        MemberDeclarationSyntax member => member.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    /// <summary>Whether the node is in a method that is async, or that <see cref="MakeAsync"/> can make async.</summary>
    public static bool AllowAwaitInMethod(SyntaxNode node, SemanticModel model, out MethodDeclarationSyntax method)
    {
        method = (FindFunction(node) as MethodDeclarationSyntax)!;
        return method is not null
            && (method.Modifiers.Any(SyntaxKind.AsyncKeyword)
                || (method.Body is { } body && FindReturns(body).All(statement => ReturnsCompletedTask(statement, model))));
    }

    /// <summary>
    /// Whether a ref or a span lives across an <c>await</c> at the place of the expression: a local around it, or what its statement reads before.
    /// </summary>
    public static bool CrossesRefs(ExpressionSyntax wait, SemanticModel model) =>
        CrossesRefsAround(wait, model)
        || (model.GetOperation(wait) is { } operation
            && FindStatement(operation).Descendants().Any(part =>
                part.Syntax.SpanStart <= wait.SpanStart && !wait.Span.Contains(part.Syntax.Span) && IsRef(part)));

    /// <summary>Whether a ref local, a span, an enumerator of spans or a ref struct in a <c>using</c> is in scope, and may be used later.</summary>
    public static bool CrossesRefsAround(SyntaxNode place, SemanticModel model) =>
        model.LookupSymbols(place.SpanStart).Any(symbol => symbol is ILocalSymbol local
            && (local.RefKind != RefKind.None || local.Type.IsRefLikeType)
            && local.Locations[0].SourceSpan.Start < place.SpanStart)
        || place.Ancestors().Any(around => around switch
        {
            CommonForEachStatementSyntax loop =>
                loop.Statement.Span.Contains(place.Span) && model.GetForEachStatementInfo(loop).GetEnumeratorMethod?.ReturnType.IsRefLikeType == true,
            UsingStatementSyntax { Expression: { } resource } scope =>
                scope.Statement.Span.Contains(place.Span) && model.GetTypeInfo(resource).Type?.IsRefLikeType == true,
            _ => false,
        });

    /// <summary>Makes a method async that returns <c>Task.CompletedTask</c>, unless it is async already.</summary>
    public static MethodDeclarationSyntax MakeAsync(MethodDeclarationSyntax method)
    {
        if (method.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            return method;
        }

        SyntaxTriviaList leading = method.GetLeadingTrivia();
        method = method.WithLeadingTrivia();
        method = (MethodDeclarationSyntax)new TaskReturns(method).Visit(method);
        SyntaxToken keyword = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        int partial = method.Modifiers.IndexOf(SyntaxKind.PartialKeyword);
        return method
            .WithModifiers(method.Modifiers.Insert(partial < 0 ? method.Modifiers.Count : partial, keyword))
            .WithLeadingTrivia(leading);
    }

    private static IOperation FindStatement(IOperation operation)
    {
        while (operation is { Syntax: not StatementSyntax, Parent: { } parent and not IBlockOperation and not IAnonymousFunctionOperation })
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>Whether the value is a ref or holds refs, so that no field can keep it.</summary>
    private static bool IsRef(IOperation value) => value.Type?.IsRefLikeType == true || value switch
    {
        IInvocationOperation call => call.TargetMethod.RefKind != RefKind.None,
        IPropertyReferenceOperation property => property.Property.RefKind != RefKind.None,
        IConditionalOperation choice => choice.IsRef,
        IInlineArrayAccessOperation => true,
        _ => false,
    };

    /// <summary>The function around the node. Null if something around it forbids <c>await</c>.</summary>
    private static SyntaxNode? FindFunction(SyntaxNode node)
    {
        if (node.Ancestors().Any(IsUnsafe))
        {
            return null;
        }

        foreach (SyntaxNode around in node.Ancestors())
        {
            switch (around)
            {
                case LockStatementSyntax or CatchFilterClauseSyntax or QueryExpressionSyntax:
                case AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } member when member.Expression == node:
                    return null;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax:
                    return around;
            }
        }

        return null;
    }

    /// <summary>Whether the code in the node is unsafe. So is a lambda in it.</summary>
    private static bool IsUnsafe(SyntaxNode node) => node switch
    {
        UnsafeStatementSyntax => true,
        MemberDeclarationSyntax member => member.Modifiers.Any(SyntaxKind.UnsafeKeyword),
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.UnsafeKeyword),
        _ => false,
    };

    private static ReturnStatementSyntax[] FindReturns(SyntaxNode body) =>
    [
        .. body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>()
    ];

    private static bool ReturnsCompletedTask(ReturnStatementSyntax statement, SemanticModel model) =>
        statement.Expression is { } value && model.GetSymbolInfo(value).Symbol is IPropertySymbol { Name: "CompletedTask" };

    /// <summary>Removes the tasks from the returns of a method, and a return at its end.</summary>
    private sealed class TaskReturns(MethodDeclarationSyntax method) : CSharpSyntaxRewriter
    {
        private readonly StatementSyntax? _last = method.Body?.Statements.LastOrDefault();

        public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => node;

        public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;

        public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node) => node == _last && !SignificantTrivia.ExistsInOrAround(node)
            ? null
            : node.WithExpression(null).WithReturnKeyword(node.ReturnKeyword.WithTrailingTrivia());
    }
}
