using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1009: disposes the registration at the end of the block, if await is allowed and more statements follow in the block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RegistrationIgnoredCodeFix))]
[Shared]
public sealed class RegistrationIgnoredCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.RegistrationIgnored.Id];

    private protected override string Title => "Dispose the registration with 'await using'";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || !AsyncFunctions.AllowAwait(statement)
            || AsyncFunctions.CrossesRefsAround(statement, target.Model)
            || !CanDisposeAtEnd(statement))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        switch (statement)
        {
            case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or AwaitExpressionSyntax } dropped
                when target.Model.GetTypeInfo(dropped.Expression, cancellationToken).Type.Is("GenTracker", "ChildRegistration"):
                string name = UniqueNames.Find(edits, statement, "registration");
                edits.ReplaceNode(statement, (current, _) => CreateDeclaration((ExpressionStatementSyntax)current, name));
                return true;
            case LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 }:
                edits.ReplaceNode(
                    statement,
                    static (current, _) =>
                        WithUsing((LocalDeclarationStatementSyntax)current.WithLeadingTrivia()).WithLeadingTrivia(current.GetLeadingTrivia()));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the block can dispose the registration at its end. If it ended at once, the child would too.</summary>
    private static bool CanDisposeAtEnd(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements.Last() != statement && UsingDeclarations.AreAllowedIn(block),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global => unit.Members.OfType<GlobalStatementSyntax>().Last() != global,
        _ => false,
    };

    private static LocalDeclarationStatementSyntax CreateDeclaration(ExpressionStatementSyntax statement, string name)
    {
        VariableDeclaratorSyntax variable = SyntaxFactory.VariableDeclarator(
            SyntaxFactory.Identifier(name).WithTrailingTrivia(SyntaxFactory.Space),
            argumentList: null,
            SyntaxFactory.EqualsValueClause(
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), statement.Expression.WithoutLeadingTrivia()));
        LocalDeclarationStatementSyntax declaration = SyntaxFactory.LocalDeclarationStatement(
            SyntaxFactory.VariableDeclaration(SyntaxFactory.IdentifierName("var").WithTrailingTrivia(SyntaxFactory.Space), [variable]));
        return WithUsing(declaration).WithSemicolonToken(statement.SemicolonToken).WithLeadingTrivia(statement.GetLeadingTrivia());
    }

    private static LocalDeclarationStatementSyntax WithUsing(LocalDeclarationStatementSyntax declaration) => declaration
        .WithAwaitKeyword(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space))
        .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space));
}
