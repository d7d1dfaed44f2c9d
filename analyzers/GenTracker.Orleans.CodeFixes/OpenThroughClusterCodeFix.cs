using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.CodeFixes;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>
/// GT3008: calls the cluster instead of its <c>Local</c>, or takes the cluster from the services instead of the local tracker, if all files of the
/// type still compile.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OpenThroughClusterCodeFix))]
[Shared]
public sealed class OpenThroughClusterCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [ClusterDescriptors.OpenedPastCluster.Id];

    private protected override string Title => "Open through the cluster";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } }) return false;
        Edits edits = new();
        if (FindCluster(receiver, target.Model) is { } cluster)
        {
            if (SignificantTrivia.ExistsIn(receiver)) return false;
            edits.Replace(receiver, current => FindLocal(current) is { } access ? access.Expression.WithTriviaFrom(current) : current);
        }
        else if (await FindDeclarationsAsync(receiver, target, cancellationToken).ConfigureAwait(false) is { Count: > 0 } types)
        {
            // Another name of the type, such as an alias, tells nothing of the cluster's.
            if (types.Any(static type => Rename(type) == type)) return false;
            foreach (TypeSyntax type in types) edits.Replace(type, Rename);
        }
        else
        {
            return false;
        }

        return Compiles(target, edits, cancellationToken)
            && await edits.AddToAsync(target.Solution, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The cluster whose <c>Local</c> is the receiver.</summary>
    private static ExpressionSyntax? FindCluster(ExpressionSyntax receiver, SemanticModel model) =>
        FindLocal(receiver) is { } access
        && model.GetSymbolInfo(access).Symbol is IPropertySymbol { Name: "Local", ContainingType: { Name: "ClusterTracker", ContainingNamespace: var home } }
        && home.ToDisplayString() == ClusterSymbols.Namespace
            ? access.Expression
            : null;

    private static MemberAccessExpressionSyntax? FindLocal(SyntaxNode receiver) => receiver switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forgiven => FindLocal(forgiven.Operand),
        ParenthesizedExpressionSyntax inner => FindLocal(inner.Expression),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Local" } access => access,
        _ => null,
    };

    /// <summary>The types to replace: of the parameter that the receiver is, or of the field and of the parameters that are assigned to it.</summary>
    private static async Task<IReadOnlyCollection<TypeSyntax>> FindDeclarationsAsync(
        ExpressionSyntax receiver, FixTarget target, CancellationToken cancellationToken)
    {
        HashSet<TypeSyntax> types = [];
        List<IParameterSymbol> parameters = [];
        switch (target.Model.GetSymbolInfo(receiver, cancellationToken).Symbol)
        {
            case IParameterSymbol parameter:
                parameters.Add(parameter);
                break;
            case IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field
                when await FindNodeAsync(field).ConfigureAwait(false) is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } declarator:
                types.Add(declaration.Type);
                AddAssigned(field, declarator.Initializer?.Value);
                break;
            case IPropertySymbol { DeclaredAccessibility: Accessibility.Private } property
                when await FindNodeAsync(property).ConfigureAwait(false) is PropertyDeclarationSyntax declaration:
                types.Add(declaration.Type);
                AddAssigned(property, declaration.Initializer?.Value);
                break;
        }

        foreach (IParameterSymbol parameter in parameters)
        {
            // Code that passes a tracker would have to change too. The services pass either.
            if (await FindNodeAsync(parameter).ConfigureAwait(false) is not ParameterSyntax { Type: { } type }
                || await IsCalledAsync((IMethodSymbol)parameter.ContainingSymbol, target.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
            {
                return [];
            }

            types.Add(type);
        }

        return types;

        void AddAssigned(ISymbol member, ExpressionSyntax? initial)
        {
            IEnumerable<ExpressionSyntax> assigned = target.Node.SyntaxTree.GetRoot(cancellationToken).DescendantNodes()
                .OfType<AssignmentExpressionSyntax>()
                .Where(assignment => SymbolEqualityComparer.Default.Equals(target.Model.GetSymbolInfo(assignment.Left).Symbol, member))
                .Select(static assignment => assignment.Right);
            if (initial is not null) assigned = assigned.Append(initial);
            parameters.AddRange(assigned.Select(value => target.Model.GetSymbolInfo(value).Symbol).OfType<IParameterSymbol>());
        }

        async Task<SyntaxNode?> FindNodeAsync(ISymbol symbol) =>
            symbol.DeclaringSyntaxReferences is { Length: 1 } places && places[0].SyntaxTree == target.Node.SyntaxTree
                ? await places[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false)
                : null;
    }

    private static async Task<bool> IsCalledAsync(IMethodSymbol method, Solution solution, CancellationToken cancellationToken) =>
        method.MethodKind != MethodKind.AnonymousFunction
        && (method.IsOverride
            || method.IsVirtual
            || method.IsAbstract
            || (await SymbolFinder.FindReferencesAsync(method, solution, cancellationToken).ConfigureAwait(false)).Any(static found => found.Locations.Any()));

    /// <summary>Writes <c>RoomCluster</c> for <c>RoomTracker</c>.</summary>
    private static SyntaxNode Rename(TypeSyntax type)
    {
        const string Tracker = "Tracker";
        SyntaxToken name = type.DescendantTokens().LastOrDefault(static token => token.IsKind(SyntaxKind.IdentifierToken));
        return name.ValueText.EndsWith(Tracker, System.StringComparison.Ordinal)
            ? type.ReplaceToken(name, SyntaxFactory.Identifier(
                name.ValueText.Substring(0, name.ValueText.Length - Tracker.Length) + ClusterSymbols.ClusterSuffix).WithTriviaFrom(name))
            : type;
    }

    /// <summary>Whether no file of the types around the code has an error that it did not have before.</summary>
    private static bool Compiles(FixTarget target, Edits edits, CancellationToken cancellationToken)
    {
        Dictionary<SyntaxTree, SyntaxTree> changedTrees = [];
        Compilation before = target.Model.Compilation, after = edits.ApplyTo(before, changedTrees);
        HashSet<SyntaxTree> trees = [target.Node.SyntaxTree];
        for (ISymbol? outer = target.Model.GetEnclosingSymbol(target.Node.SpanStart, cancellationToken); outer is not null; outer = outer.ContainingSymbol)
        {
            if (outer is INamedTypeSymbol) trees.UnionWith(outer.DeclaringSyntaxReferences.Select(static part => part.SyntaxTree));
        }

        return trees.All(tree => CountErrors(after, changedTrees.TryGetValue(tree, out SyntaxTree? changed) ? changed : tree, cancellationToken)
            <= CountErrors(before, tree, cancellationToken));
    }

    private static int CountErrors(Compilation compilation, SyntaxTree tree, CancellationToken cancellationToken) =>
        compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellationToken)
            .Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
