using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers;
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

/// <summary>GT1014: calls the overload with a factory, if the constructor takes only arguments and the key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DisposableArgumentCodeFix))]
[Shared]
public sealed class DisposableArgumentCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.DisposableArgument.Id];

    private protected override string Title => "Create it in a factory";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node
                is not { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } }
            || target.Model.GetOperation(call, cancellationToken) is not IInvocationOperation operation
            || FindConstructor(operation, target.Known) is not { } constructor
            || !target.Model.IsAccessible(call.SpanStart, constructor)
            || GetConstructorArguments(call, operation.TargetMethod) is not { } own
            || MapParameters(constructor, own) is not { } passed
            || SignificantTrivia.ExistsIn(call.ArgumentList)
            || own.Any(argument => !CanMoveIntoLambda(argument, target.Model, cancellationToken)))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        bool isUnused = !passed.Contains(null) && !own.SelectMany(static argument => argument.DescendantTokens()).Any(static token => token.ValueText == "_");
        string name = isUnused ? "_" : UniqueNames.Find(edits, call, "key");
        TypeSyntax type = ShortNames.Create(constructor.ContainingType, target.Model, call.SpanStart);
        edits.ReplaceNode(call.ArgumentList, (current, _) =>
        {
            var list = (ArgumentListSyntax)current;
            SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
            ArgumentSyntax[] inner =
            [
                .. passed.Select(ordinal =>
                    ordinal is { } given ? list.Arguments[given].WithoutTrivia() : SyntaxFactory.Argument(SyntaxFactory.IdentifierName(name)))
            ];
            ObjectCreationExpressionSyntax created = SyntaxFactory.ObjectCreationExpression(
                SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space),
                type,
                SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(inner, Enumerable.Repeat(comma, inner.Length - 1))),
                initializer: null);
            LambdaExpressionSyntax create = SyntaxFactory.SimpleLambdaExpression(
                SyntaxFactory.Parameter(SyntaxFactory.Identifier(name).WithTrailingTrivia(SyntaxFactory.Space)), created);
            create = create.WithArrowToken(SyntaxFactory.Token(SyntaxKind.EqualsGreaterThanToken).WithTrailingTrivia(SyntaxFactory.Space));
            SeparatedSyntaxList<ArgumentSyntax> arguments = list.Arguments.Replace(
                list.Arguments[1], SyntaxFactory.Argument(create).WithTriviaFrom(list.Arguments[1]));
            for (int further = 1; further < own.Count; further++)
            {
                arguments = arguments.RemoveAt(2);
            }

            return list.WithArguments(arguments);
        });
        return true;
    }

    /// <summary>Returns the arguments for the constructor, in its order. Null if one of them is named.</summary>
    private static IReadOnlyList<ArgumentSyntax>? GetConstructorArguments(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        IParameterSymbol[] own = [.. method.Parameters.Take(method.Parameters.Length - 2)];
        return call.ArgumentList.Arguments.Any(
            argument => argument.NameColon is { } named && own.Any(parameter => parameter.Name == named.Name.Identifier.ValueText))
            ? null
            : [.. call.ArgumentList.Arguments.Take(own.Length).TakeWhile(static argument => argument.NameColon is null).Skip(1)];
    }

    /// <summary>
    /// Maps each constructor parameter to its position in the call; the key to null. Parameters that the call omits are omitted here too. Null if the
    /// key would follow an omitted parameter.
    /// </summary>
    private static List<int?>? MapParameters(IMethodSymbol constructor, IReadOnlyList<ArgumentSyntax> own)
    {
        List<int?> passed = [];
        int next = 0;
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            bool isKey = parameter.Name == "key";
            if (isKey && next > own.Count)
            {
                return null;
            }

            if (isKey)
            {
                passed.Add(null);
            }
            else if (next++ < own.Count)
            {
                passed.Add(next);
            }
        }

        return passed;
    }

    private static bool CanMoveIntoLambda(ArgumentSyntax argument, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetOperation(argument.Expression, cancellationToken)?.DescendantsAndSelf().All(Captures.AllowsIn) == true;

    /// <summary>Finds the constructor whose arguments the call passes. Null if the constructor also takes services.</summary>
    private static IMethodSymbol? FindConstructor(IInvocationOperation call, KnownSymbols known)
    {
        if (known.GetChildType(call.TargetMethod.ContainingType) is not INamedTypeSymbol { IsAbstract: false } child)
        {
            return null;
        }

        ImmutableArray<IParameterSymbol> parameters = call.TargetMethod.Parameters;
        IEnumerable<string> names = parameters.Skip(1).Take(parameters.Length - 3).Select(static parameter => parameter.Name);
        return child.InstanceConstructors.FirstOrDefault(constructor =>
        {
            ParameterDeclaration[] declared = [.. constructor.Parameters.Select(parameter => ParameterDeclaration.Read(parameter, parameters[0].Type))];
            return declared.All(static parameter => parameter.Role is ParameterRole.Argument or ParameterRole.Key)
                && declared.Where(static parameter => parameter.Role == ParameterRole.Argument)
                    .Select(static parameter => parameter.Parameter.Name)
                    .SequenceEqual(names);
        });
    }
}
