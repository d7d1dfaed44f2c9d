using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1015: increments up to the bound, so that no undo is needed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OvershootCodeFix))]
[Shared]
public sealed class OvershootCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.OvershootAndUndo.Id];

    private protected override string Title => "Increment up to the bound";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<IfStatementSyntax>() is not { } decision
            || target.Model.GetOperation(decision, cancellationToken) is not IConditionalOperation operation
            || Overshoot.Read(operation, target.Known) is not { } overshoot
            || overshoot.Increment.Syntax is not InvocationExpressionSyntax increment
            || overshoot.Bound.Syntax is not ExpressionSyntax bound
            || overshoot.Undo.Syntax is not StatementSyntax undo
            || !target.Model.ClassifyConversion(bound, overshoot.Increment.Type!).IsImplicit
            || (overshoot.IsBoundExclusive && !BoundedIncrement.IsIntOrWider(overshoot.Increment.Type!))
            || !TryGetTarget(overshoot, decision, target.Model, out ArgumentSyntax newValue)
            || LosesTrivia(overshoot, decision, undo))
        {
            return false;
        }

        ExpressionSyntax call = BoundedIncrement.Create(increment, overshoot.Member.Name, bound, overshoot.IsBoundExclusive ? -1 : 0, newValue);
        bool isWholeBranch = undo.Parent is not BlockSyntax { Statements.Count: > 1 };
        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        if (overshoot.Declaration is { } declaration)
        {
            edits.RemoveNode(declaration.Syntax, SyntaxRemoveOptions.KeepNoTrivia);
        }

        SyntaxTriviaList leading = overshoot.Declaration?.Syntax.GetLeadingTrivia() ?? decision.GetLeadingTrivia();
        if (!isWholeBranch)
        {
            edits.ReplaceNode(decision.Condition, overshoot.ExceedsWhenTrue ? BoundedIncrement.Negate(call) : call);
            edits.RemoveNode(undo, SyntaxRemoveOptions.KeepNoTrivia);
            edits.ReplaceNode(decision, (current, _) => current.WithLeadingTrivia(leading));
        }
        else if (!overshoot.ExceedsWhenTrue)
        {
            edits.ReplaceNode(decision, (current, _) => WithoutElse((IfStatementSyntax)current).WithCondition(call).WithLeadingTrivia(leading));
        }
        else if (decision.Else is null)
        {
            edits.ReplaceNode(decision, SyntaxFactory.ExpressionStatement(call).WithTriviaFrom(decision).WithLeadingTrivia(leading));
        }
        else
        {
            edits.ReplaceNode(
                decision,
                (current, _) => BoundedIncrement.WithElseAsBody((IfStatementSyntax)current).WithCondition(call).WithLeadingTrivia(leading));
        }

        return true;
    }

    /// <summary>Whether a comment or directive would be lost: in the declaration, the undo or its branch, or before the <c>if</c>, which moves up.</summary>
    private static bool LosesTrivia(Overshoot overshoot, IfStatementSyntax decision, StatementSyntax undo) =>
        SignificantTrivia.ExistsInOrAround(decision.Condition)
        || (undo.Parent is BlockSyntax { Statements.Count: > 1 }
            ? SignificantTrivia.ExistsInOrAround(undo)
            : SignificantTrivia.ExistsIn(overshoot.ExceedsWhenTrue ? decision : decision.Else!))
        || (overshoot.Declaration?.Syntax is { } declaration
            && (SignificantTrivia.ExistsIn(declaration)
                || SignificantTrivia.ExistsIn(declaration.GetTrailingTrivia())
                || SignificantTrivia.ExistsIn(decision.GetLeadingTrivia())));

    /// <summary>Finds what receives the new value: the local, if there is one. False if the code uses the local after the bound is exceeded.</summary>
    private static bool TryGetTarget(Overshoot overshoot, IfStatementSyntax decision, SemanticModel model, out ArgumentSyntax target)
    {
        target = OutArguments.Discard(model, decision.SpanStart);
        if (overshoot.Declaration is null)
        {
            return true;
        }

        if (overshoot.Declaration.Syntax is not LocalDeclarationStatementSyntax { Declaration: { Variables.Count: 1 } declaration } statement
            || statement.UsingKeyword.RawKind != 0
            || !OutArguments.HasType(declaration, overshoot.Increment.Type!, model))
        {
            return false;
        }

        string name = declaration.Variables[0].Identifier.ValueText;
        SyntaxNode? passed = overshoot.ExceedsWhenTrue ? decision.Statement : decision.Else;
        target = OutArguments.Declaration(declaration.Type, name);
        return passed?.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name) != true;
    }

    private static IfStatementSyntax WithoutElse(IfStatementSyntax decision) => decision.WithElse(null).WithTrailingTrivia(decision.GetTrailingTrivia());
}
