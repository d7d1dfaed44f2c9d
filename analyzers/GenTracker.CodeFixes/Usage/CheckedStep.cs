using System.Linq;
using GenTracker.Analyzers.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes.Usage;

/// <summary>A check that decides whether the statement directly after it runs.</summary>
/// <param name="Decision">The <c>if</c>.</param>
/// <param name="Check">The check, with the <c>!</c> around it.</param>
/// <param name="RunsIfTrue">Whether the statement runs if the check is true.</param>
/// <param name="Statement">The statement.</param>
/// <param name="IsEarlyExit">Whether the <c>if</c> exits, and the statement follows it.</param>
internal sealed record CheckedStep(IfStatementSyntax Decision, ExpressionSyntax Check, bool RunsIfTrue, StatementSyntax Statement, bool IsEarlyExit)
{
    /// <summary>Whether the condition of the <c>if</c> is this check alone.</summary>
    private bool IsWholeCondition => Decision.Condition == Check;

    /// <summary>Whether the statement is all that the branch does.</summary>
    private bool IsWholeBranch => !IsEarlyExit && Statement.Parent is IfStatementSyntax or ElseClauseSyntax or BlockSyntax { Statements.Count: 1 };

    /// <summary>Reads a guard. Null if other code runs between the check and the statement.</summary>
    public static CheckedStep? Read(Guard guard, StatementSyntax statement)
    {
        if (!guard.IsLast || guard.Decision?.Syntax is not IfStatementSyntax decision || guard.Condition.Syntax is not ExpressionSyntax check)
        {
            return null;
        }

        bool isTrue = guard.IsTrue;
        while (check != decision.Condition
            && check.Parent is ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression })
        {
            isTrue ^= check.Parent is PrefixUnaryExpressionSyntax;
            check = (ExpressionSyntax)check.Parent;
        }

        StatementSyntax branch = statement.Parent is BlockSyntax { Parent: IfStatementSyntax or ElseClauseSyntax } block && block.Statements[0] == statement
            ? block
            : statement;
        bool isNext = guard.IsEarlyExit
            ? statement.Parent is BlockSyntax around && around.Statements.IndexOf(statement) - 1 == around.Statements.IndexOf(decision)
            : branch == decision.Statement || branch == decision.Else?.Statement;
        return isNext ? new(decision, check, isTrue, statement, guard.IsEarlyExit) : null;
    }

    /// <summary>Whether a variable of this name, declared in the condition, would clash with another one.</summary>
    public bool HidesName(string name) => !IsEarlyExit
        && Decision.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantTokens().Any(
            token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name && !Statement.Parent!.Span.Contains(token.Span)) != false;

    /// <summary>Puts an attempt in the place of the check, and removes the statement or puts another one in its place. False if that loses code.</summary>
    public bool TryMerge(SyntaxEditor edits, ExpressionSyntax attempt, StatementSyntax? keeps)
    {
        ExpressionSyntax decides = (RunsIfTrue ? attempt : BoundedIncrement.Negate(attempt)).WithTriviaFrom(Check);
        if (keeps is not null || !IsWholeBranch)
        {
            if (SignificantTrivia.ExistsIn(Check)
                || (keeps is null ? SignificantTrivia.ExistsInOrAround(Statement) : SignificantTrivia.ExistsIn(Statement)))
            {
                return false;
            }

            edits.ReplaceNode(Check, decides);
            if (keeps is null)
            {
                edits.RemoveNode(Statement, SyntaxRemoveOptions.KeepNoTrivia);
            }
            else
            {
                edits.ReplaceNode(Statement, keeps.WithTriviaFrom(Statement));
            }

            return true;
        }

        if (SignificantTrivia.ExistsIn(Decision))
        {
            return false;
        }

        if (Decision.Else is { } otherwise && otherwise.Statement.Span.Contains(Statement.Span))
        {
            if (!IsWholeCondition)
            {
                return false;
            }

            edits.ReplaceNode(Decision, (current, _) => ((IfStatementSyntax)current).WithElse(null).WithCondition(decides).WithTriviaFrom(current));
        }
        else if (Decision.Else is not null)
        {
            if (!IsWholeCondition)
            {
                return false;
            }

            ExpressionSyntax fails = RunsIfTrue ? BoundedIncrement.Negate(attempt) : attempt;
            edits.ReplaceNode(Decision, (current, _) => BoundedIncrement.WithElseAsBody((IfStatementSyntax)current).WithCondition(fails));
        }
        else if (IsWholeCondition)
        {
            edits.ReplaceNode(Decision, SyntaxFactory.ExpressionStatement(attempt).WithTriviaFrom(Decision));
        }
        else if (Check.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both && both == Decision.Condition)
        {
            edits.ReplaceNode(both, both.Left.WithoutTrailingTrivia());
            edits.ReplaceNode(Statement, SyntaxFactory.ExpressionStatement(attempt).WithTriviaFrom(Statement));
        }
        else
        {
            return false;
        }

        return true;
    }
}
