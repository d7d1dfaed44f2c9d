using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.CodeFixes;
using GenTracker.Generators.Declarations;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using GenTracker.Orleans.Generators.Parsing;
using GenTracker.Orleans.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>GT3009: removes <c>AddTracker</c>, if the project adds the cluster to a silo. Options go to the call that adds it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveRegistrationCodeFix))]
[Shared]
public sealed class RemoveRegistrationCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [ClusterDescriptors.HostedPastCluster.Id];

    private protected override string Title => "Let the cluster register the tracker";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        bool isReduced = target.Model.GetSymbolInfo(target.Node, cancellationToken).Symbol is IMethodSymbol { MethodKind: MethodKind.ReducedExtension };
        if (target.Node is not InvocationExpressionSyntax call
            || target.Model.GetOperation(call, cancellationToken) is not IInvocationOperation operation
            || operation.TargetMethod.TypeArguments.FirstOrDefault() is not INamedTypeSymbol tracker
            || operation.Arguments.Any(static argument => argument is { Parameter.Name: "section", IsImplicit: false })
            || FindReceiver(call, isReduced) is not { } receiver
            || SignificantTrivia.ExistsIn(call))
        {
            return false;
        }

        bool isStatement = call.Parent is ExpressionStatementSyntax && receiver is not InvocationExpressionSyntax;
        SyntaxNode? statement = !isStatement ? null : call.Parent!.Parent is GlobalStatementSyntax global ? global : call.Parent;
        if (statement is null ? IsVoidBody(call, receiver, target.Model) : !CanRemove(statement)) return false;

        Edits edits = new();
        if (!TryKeepOptions(edits, call, receiver, FindAdded(tracker, target.Model.Compilation, cancellationToken), target.Model)) return false;
        if (statement is null)
            edits.Replace(call, current => ReceiverOf(current, isReduced).WithTriviaFrom(current));
        if (!edits.IsEmpty && !await edits.AddToAsync(target.Solution, cancellationToken).ConfigureAwait(false)) return false;
        if (statement is not null)
        {
            DocumentEditor editor = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
            editor.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia);
        }

        return true;
    }

    /// <summary>Finds the calls that add the cluster of a tracker to a silo. A client registers no tracker, so code that takes one would fail there.</summary>
    private static InvocationExpressionSyntax[] FindAdded(INamedTypeSymbol tracker, Compilation compilation, CancellationToken cancellationToken)
    {
        if (ClusterAnalyzer.FindClusteredChild(tracker) is not { } child || tracker.Name != child.Name + "Tracker") return [];
        string method = $"Add{child.Name}{ClusterSymbols.ClusterSuffix}", type = ClusterParser.HostingNameOf(child) + "SiloBuilderExtensions";
        return
        [
            .. compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
                .Where(call => NameOf(call) == method
                    && compilation.GetSemanticModel(call.SyntaxTree).GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol added
                    && added.ContainingType.Is("Orleans.Hosting", type)),
        ];
    }

    /// <summary>Moves the options to the only call that adds the cluster. False if they would be lost or changed, or if nothing adds the cluster.</summary>
    private static bool TryKeepOptions(
        Edits edits, InvocationExpressionSyntax call, ExpressionSyntax receiver, InvocationExpressionSyntax[] added, SemanticModel model)
    {
        if (call.ArgumentList.Arguments.FirstOrDefault(argument => argument.Expression != receiver) is not { } options) return added.Length > 0;

        // They move as they are, so they may use nothing of the place where they are.
        if (added.Length != 1
            || added[0] is not { ArgumentList.Arguments.Count: 0 } only
            || options.Expression is not AnonymousFunctionExpressionSyntax function
            || model.AnalyzeDataFlow(function) is not { Succeeded: true, DataFlowsIn.IsEmpty: true, CapturedInside.IsEmpty: true }
            || !MeansTheSame(function, model, only))
        {
            return false;
        }

        ArgumentSyntax moved = options.WithNameColon(null).WithoutTrivia();
        edits.Replace(only.ArgumentList, current => current.Arguments.Count > 0 ? current : current.AddArguments(moved));
        return true;
    }

    /// <summary>Whether every name in the function means the same if the function is the argument of the call.</summary>
    private static bool MeansTheSame(AnonymousFunctionExpressionSyntax function, SemanticModel model, InvocationExpressionSyntax call)
    {
        SyntaxAnnotation mark = new();
        ArgumentListSyntax arguments = call.ArgumentList.AddArguments(SyntaxFactory.Argument(function.WithAdditionalAnnotations(mark)));
        if (FindModel(call, arguments) is not var (there, body)) return false;
        var moved = (AnonymousFunctionExpressionSyntax)body.GetAnnotatedNodes(mark).Single();
        return NamesIn(function).Zip(NamesIn(moved), (before, after) =>
                model.GetSymbolInfo(before).Symbol is { } meant
                && there.GetSymbolInfo(after).Symbol is { } found
                && (IsDeclaredIn(function, meant) ? IsDeclaredIn(moved, found) : SymbolEqualityComparer.Default.Equals(meant, found)))
            .All(static same => same);

        // The code around the call, bound with the new arguments where it is.
        (SemanticModel Model, SyntaxNode Body)? FindModel(InvocationExpressionSyntax call, ArgumentListSyntax arguments)
        {
            SemanticModel target = model.Compilation.GetSemanticModel(call.SyntaxTree);
            if (call.FirstAncestorOrSelf<StatementSyntax>() is { } statement)
            {
                StatementSyntax changed = statement.ReplaceNode(call.ArgumentList, arguments);
                return target.TryGetSpeculativeSemanticModel(statement.SpanStart, changed, out SemanticModel? bound) ? (bound, changed) : null;
            }

            if (call.FirstAncestorOrSelf<ArrowExpressionClauseSyntax>() is { } arrow)
            {
                ArrowExpressionClauseSyntax changed = arrow.ReplaceNode(call.ArgumentList, arguments);
                return target.TryGetSpeculativeSemanticModel(arrow.SpanStart, changed, out SemanticModel? bound) ? (bound, changed) : null;
            }

            return null;
        }
    }

    private static IEnumerable<SimpleNameSyntax> NamesIn(AnonymousFunctionExpressionSyntax function) => function.DescendantNodes().OfType<SimpleNameSyntax>();

    private static bool IsDeclaredIn(SyntaxNode function, ISymbol symbol) => symbol.Locations.Any(location =>
        location.SourceTree == function.SyntaxTree && function.Span.Contains(location.SourceSpan));

    private static bool CanRemove(SyntaxNode statement) =>
        (statement is GlobalStatementSyntax || statement.Parent is BlockSyntax or SwitchSectionSyntax) && !SignificantTrivia.ExistsInOrAround(statement);

    /// <summary>Whether the call is the whole body of a function without a result: the services alone are no statement.</summary>
    private static bool IsVoidBody(InvocationExpressionSyntax call, ExpressionSyntax receiver, SemanticModel model) =>
        call.Parent is ArrowExpressionClauseSyntax or LambdaExpressionSyntax
        && receiver is not InvocationExpressionSyntax
        && model.GetEnclosingSymbol(call.SpanStart) is IMethodSymbol { ReturnsVoid: true };

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => "",
    };

    /// <summary>The services: what the method is called on, or its first argument.</summary>
    private static ExpressionSyntax? FindReceiver(InvocationExpressionSyntax call, bool isReduced) =>
        call.Expression is MemberAccessExpressionSyntax ? ReceiverOf(call, isReduced) : null;

    private static ExpressionSyntax ReceiverOf(InvocationExpressionSyntax call, bool isReduced) => isReduced
        ? ((MemberAccessExpressionSyntax)call.Expression).Expression
        : call.ArgumentList.Arguments[0].Expression;
}
