using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CodeFixes.Usage;

/// <summary>Creates arguments for <c>out</c> parameters.</summary>
internal static class OutArguments
{
    /// <summary>Creates <c>out _</c>, or <c>out var _</c> if a variable or member is named <c>_</c>.</summary>
    public static ArgumentSyntax Discard(SemanticModel model, int position) => Create(model.LookupSymbols(position, name: "_").IsEmpty
        ? SyntaxFactory.IdentifierName(SyntaxFactory.Identifier(default, SyntaxKind.UnderscoreToken, "_", "_", default))
        : SyntaxFactory.DeclarationExpression(
            SyntaxFactory.IdentifierName("var").WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.DiscardDesignation(SyntaxFactory.Token(SyntaxKind.UnderscoreToken))));

    /// <summary>Creates <c>out var name</c>.</summary>
    public static ArgumentSyntax Declaration(TypeSyntax type, string name) => Create(SyntaxFactory.DeclarationExpression(
        type.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.SingleVariableDesignation(SyntaxFactory.Identifier(name))));

    /// <summary>Whether the declared variables have exactly this type, as an <c>out</c> argument must.</summary>
    public static bool HasType(VariableDeclarationSyntax declaration, ITypeSymbol type, SemanticModel model) =>
        SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(declaration.Type).Type, type);

    private static ArgumentSyntax Create(ExpressionSyntax target) => SyntaxFactory
        .Argument(null, SyntaxFactory.Token(SyntaxKind.OutKeyword).WithTrailingTrivia(SyntaxFactory.Space), target)
        .WithLeadingTrivia(SyntaxFactory.Space);
}
