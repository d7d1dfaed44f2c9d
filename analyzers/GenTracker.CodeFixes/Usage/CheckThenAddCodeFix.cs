using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1002: replaces the lookup by <c>TryAddExisting</c>, if only the child's construction stands between the two calls.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CheckThenAddCodeFix))]
[Shared]
public sealed class CheckThenAddCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.CheckThenAdd.Id];

    private protected override string Title => "Use 'TryAddExisting'";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>()
                is not { Expression: MemberAccessExpressionSyntax } call
            || target.Model.GetOperation(call, cancellationToken) is not { } operation
            || Adoption.Read(operation, target.Known) is not { } adoption
            || CheckThenAdd.Find(adoption, target.Known) is not { IsLookupOnly: true } found
            || found.Guard.Syntax is not IfStatementSyntax guard
            || FindStatement(call) is not { } statement
            || !ArePositional(call.ArgumentList)
            || (adoption.IsIgnored && !adoption.HasCompletion)
            || !IsFirstEffect(guard, statement, found.IsEarlyExit, target.Model, cancellationToken)
            || call.ArgumentList.DescendantNodes().Any(node => node is AwaitExpressionSyntax
                || (node is BaseObjectCreationExpressionSyntax && IsDisposable(target.Model.GetTypeInfo(node, cancellationToken).Type))))
        {
            return false;
        }

        bool isResultUnused = statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax };
        bool isWholeBranch = isResultUnused
            && !found.IsEarlyExit
            && guard.Else is null
            && statement.Parent is IfStatementSyntax or BlockSyntax { Statements.Count: 1 };
        if (SignificantTrivia.ExistsInOrAround(guard.Condition)
            || (isWholeBranch && SignificantTrivia.ExistsIn(guard))
            || (isResultUnused && !isWholeBranch && SignificantTrivia.ExistsInOrAround(statement)))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        string? name = isResultUnused ? null : UniqueNames.Find(edits, statement, "added");
        InvocationExpressionSyntax attempt = CreateTryAddExisting(
            call,
            name is null
                ? OutArguments.Discard(target.Model, call.SpanStart)
                : OutArguments.Declaration(GetDeclaredType(statement, target.Model, cancellationToken), name));
        ExpressionSyntax condition = attempt;
        if (!found.AddsWhenTrue)
        {
            condition = SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, condition);
        }

        if (found.IsEarlyExit)
        {
            ReplaceOrRemove(edits, statement, call, name);
            if (((BlockSyntax)statement.Parent!).Statements is var statements && statements.IndexOf(statement) == statements.IndexOf(guard) + 1)
            {
                edits.ReplaceNode(guard.Condition, condition);
            }
            else
            {
                edits.InsertBefore(statement, guard.WithCondition(condition));
                edits.RemoveNode(guard, SyntaxRemoveOptions.KeepNoTrivia);
            }
        }
        else if (isWholeBranch)
        {
            edits.ReplaceNode(guard, SyntaxFactory.ExpressionStatement(attempt).WithTriviaFrom(guard));
        }
        else if (name is not null || statement.Parent is BlockSyntax)
        {
            edits.ReplaceNode(guard.Condition, condition);
            ReplaceOrRemove(edits, statement, call, name);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Finds the statement in which the call is evaluated first.</summary>
    private static StatementSyntax? FindStatement(InvocationExpressionSyntax call) => call.Parent switch
    {
        ExpressionStatementSyntax or ReturnStatementSyntax => (StatementSyntax)call.Parent,
        AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax assignment, Left: IdentifierNameSyntax } => assignment,
        EqualsValueClauseSyntax
        { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: StatementSyntax declaration } } } =>
            declaration,
        _ => null,
    };

    private static bool ArePositional(ArgumentListSyntax arguments) =>
        arguments.Arguments.All(argument => argument.NameColon is null || argument.NameColon.Name.Identifier.ValueText == "completion");

    /// <summary>Whether the call is the first effect after the check. Declarations in between only become superfluous.</summary>
    private static bool IsFirstEffect(
        IfStatementSyntax guard, StatementSyntax statement, bool isEarlyExit, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!isEarlyExit)
        {
            return statement.Parent == guard
                || (statement.Parent is BlockSyntax { Parent: IfStatementSyntax or ElseClauseSyntax } branch
                    && branch.Statements[0] == statement
                    && (branch.Parent == guard || branch.Parent == guard.Else))
                || (statement.Parent is ElseClauseSyntax otherwise && otherwise == guard.Else);
        }

        return guard.Parent is BlockSyntax block
            && block == statement.Parent
            && block.Statements.Skip(block.Statements.IndexOf(guard) + 1).TakeWhile(between => between != statement).All(IsHarmless);

        bool IsHarmless(StatementSyntax between) =>
            between is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } declaration
            && !declaration.DescendantNodes().Any(static node => node is AwaitExpressionSyntax)
            && declaration.Declaration.Variables.All(
                variable => model.GetDeclaredSymbol(variable, cancellationToken) is ILocalSymbol local && !IsDisposable(local.Type));
    }

    /// <summary>An object that is superfluous if the key is taken must not need disposal.</summary>
    private static bool IsDisposable(ITypeSymbol? type) =>
        type is null
        || type.AllInterfaces.Any(static candidate => candidate.SpecialType == SpecialType.System_IDisposable || candidate.Is("System", "IAsyncDisposable"));

    /// <summary>The type as the user writes it, else <c>var</c>.</summary>
    private static TypeSyntax GetDeclaredType(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken)
    {
        if (statement is not LocalDeclarationStatementSyntax { Declaration.Type: { IsVar: false } written }
            || !model.GetTypeInfo(written, cancellationToken).Type.Is("GenTracker", "ChildRegistration"))
        {
            return SyntaxFactory.IdentifierName("var");
        }

        bool canBeAnnotated = written is not NullableTypeSyntax && model.GetNullableContext(written.SpanStart).AnnotationsEnabled();
        return canBeAnnotated ? SyntaxFactory.NullableType(written.WithoutTrivia()) : written;
    }

    private static InvocationExpressionSyntax CreateTryAddExisting(InvocationExpressionSyntax call, ArgumentSyntax registration)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        if (arguments.Count == 2)
        {
            arguments = arguments.Add(
                SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression)).WithLeadingTrivia(SyntaxFactory.Space));
        }

        arguments = arguments.Add(registration);
        var access = (MemberAccessExpressionSyntax)call.Expression;
        return SyntaxFactory.InvocationExpression(
            access.WithName(SyntaxFactory.IdentifierName("TryAddExisting")).WithoutLeadingTrivia(),
            call.ArgumentList.WithArguments(arguments).WithoutTrailingTrivia());
    }

    /// <summary>Replaces the call by the registration, or removes the statement if nothing uses the registration.</summary>
    private static void ReplaceOrRemove(SyntaxEditor edits, StatementSyntax statement, InvocationExpressionSyntax call, string? name)
    {
        if (name is null)
        {
            edits.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia);
        }
        else
        {
            edits.ReplaceNode(call, SyntaxFactory.IdentifierName(name).WithTriviaFrom(call));
        }
    }
}
