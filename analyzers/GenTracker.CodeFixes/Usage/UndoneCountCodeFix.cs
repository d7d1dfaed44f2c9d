using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1019: takes a lease that the end of the block disposes, if the block ends where the count is undone.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UndoneCountCodeFix))]
[Shared]
public sealed class UndoneCountCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.UndoneCount.Id];

    private protected override string Title => "Take a lease";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node is not InvocationExpressionSyntax increment
            || increment.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax block } statement
            || FindUndo(increment, block, target.Model, target.Known) is not { } count
            || count.Undo.Syntax.Parent is not ExpressionStatementSyntax undo
            || !EndsWith(block, undo)
            || !UsingDeclarations.AreAllowedIn(block)
            || SignificantTrivia.ExistsInOrAround(undo)
            || !target.Model.IsAccessible(increment.SpanStart, count.Member))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        string name = UniqueNames.Find(edits, statement, "lease");
        edits.ReplaceNode(statement, (current, _) => CreateDeclaration((ExpressionStatementSyntax)current, name, count.Member.Name));
        edits.RemoveNode(undo, SyntaxRemoveOptions.KeepNoTrivia);
        return true;
    }

    private static UndoneCount? FindUndo(InvocationExpressionSyntax increment, BlockSyntax block, SemanticModel model, KnownSymbols known) => block.Statements
        .OfType<ExpressionStatementSyntax>()
        .Select(statement => model.GetOperation(statement.Expression) is IInvocationOperation call ? UndoneCount.Read(call, known) : null)
        .FirstOrDefault(count => count?.Increment.Syntax == increment);

    /// <summary>Whether nothing follows the statement in its block, or only a return of what is known already.</summary>
    private static bool EndsWith(BlockSyntax block, StatementSyntax statement)
    {
        int index = block.Statements.IndexOf(statement);
        return index == block.Statements.Count - 1
            || (index == block.Statements.Count - 2
                && block.Statements[index + 1] is ReturnStatementSyntax { Expression: null or LiteralExpressionSyntax or IdentifierNameSyntax });
    }

    private static LocalDeclarationStatementSyntax CreateDeclaration(ExpressionStatementSyntax statement, string name, string acquire)
    {
        var call = (InvocationExpressionSyntax)statement.Expression.WithoutLeadingTrivia();
        VariableDeclaratorSyntax variable = SyntaxFactory.VariableDeclarator(
            SyntaxFactory.Identifier(name).WithTrailingTrivia(SyntaxFactory.Space),
            argumentList: null,
            SyntaxFactory.EqualsValueClause(
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
                call.WithExpression(BoundedIncrement.WithName(call.Expression, acquire))));
        return SyntaxFactory.LocalDeclarationStatement(
            SyntaxFactory.VariableDeclaration(SyntaxFactory.IdentifierName("var").WithTrailingTrivia(SyntaxFactory.Space), [variable]))
            .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithSemicolonToken(statement.SemicolonToken)
            .WithLeadingTrivia(statement.GetLeadingTrivia());
    }
}
