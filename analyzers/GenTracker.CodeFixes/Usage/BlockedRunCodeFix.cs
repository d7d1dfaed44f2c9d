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
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1017: awaits the task, or calls the method's awaitable form with the stopping token. Makes <c>RunAsync</c> async.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BlockedRunCodeFix))]
[Shared]
public sealed class BlockedRunCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.BlockedRun.Id];

    private protected override string Title => "Await instead of blocking";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node is not ExpressionSyntax wait
            || target.Model.GetOperation(wait, cancellationToken) is not { } operation
            || !BlockingCall.IsBlocking(operation, target.Known)
            || SignificantTrivia.ExistsIn(wait)
            || !AsyncFunctions.AllowAwaitInMethod(wait, target.Model, out MethodDeclarationSyntax method)
            || AsyncFunctions.CrossesRefs(wait, target.Model)
            || TryGetTask(wait, operation, method, target.Model) is not { } task)
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        edits.ReplaceNode(wait, AwaitedTask.Create(wait, task));
        edits.ReplaceNode(method, static (current, _) => AsyncFunctions.MakeAsync((MethodDeclarationSyntax)current));
        return true;
    }

    /// <summary>What to await instead. Null if the call has no awaitable form.</summary>
    private static ExpressionSyntax? TryGetTask(ExpressionSyntax wait, IOperation operation, MethodDeclarationSyntax method, SemanticModel model)
    {
        if (BlockingWait.Read(operation) is not null)
        {
            return wait is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } ? null : AwaitedTask.GetTask(wait);
        }

        string token = method.ParameterList.Parameters[0].Identifier.ValueText;
        if (wait is not InvocationExpressionSyntax call || token.Trim('_').Length == 0)
        {
            return null;
        }

        ArgumentSyntax stop = SyntaxFactory.Argument(SyntaxFactory.IdentifierName(token));
        if (operation is IInvocationOperation { TargetMethod: { Name: "Sleep", Parameters.Length: 1 } })
        {
            ExpressionSyntax delay = SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, method.ReturnType.WithoutTrivia(), SyntaxFactory.IdentifierName("Delay"));
            return SyntaxFactory.InvocationExpression(delay, WithArgument(call.ArgumentList, stop));
        }

        bool hasToken = operation is IInvocationOperation { TargetMethod.Parameters: var parameters }
            && parameters.Any(static parameter => parameter.Type.Is("System.Threading", "CancellationToken"));
        InvocationExpressionSyntax twin = call.WithExpression(BoundedIncrement.WithName(call.Expression, GetName(call) + "Async"));
        twin = hasToken ? twin : twin.WithArgumentList(WithArgument(twin.ArgumentList, stop));
        return call.Expression is MemberAccessExpressionSyntax
            && model.GetSpeculativeSymbolInfo(call.SpanStart, twin, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol { IsStatic: false } found
            && ReturnsAwaitable(found, ((IInvocationOperation)operation).TargetMethod)
            ? twin
            : null;
    }

    private static string GetName(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : "";

    private static ArgumentListSyntax WithArgument(ArgumentListSyntax list, ArgumentSyntax added)
    {
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return list.WithArguments(SyntaxFactory.SeparatedList(
            list.Arguments.Add(added), [.. list.Arguments.GetSeparators(), .. list.Arguments.Count > 0 ? [comma] : ImmutableArray<SyntaxToken>.Empty]));
    }

    /// <summary>Whether the awaited result is what the blocking method returns.</summary>
    private static bool ReturnsAwaitable(IMethodSymbol twin, IMethodSymbol blocking) => twin.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask" } type
        && (type.TypeArguments.Length == 0
            ? blocking.ReturnsVoid
            : SymbolEqualityComparer.Default.Equals(type.TypeArguments[0], blocking.ReturnType));
}
