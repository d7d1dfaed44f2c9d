using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1014: calls the overload with a factory, where the constructor takes nothing but arguments and the key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DisposableArgumentCodeFix))]
[Shared]
public sealed class DisposableArgumentCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.DisposableArgument.Id];

    private protected override string Title => "Make it only where the child is made";

    private protected override async Task<bool> TryEditAsync(SolutionEditor editor, Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } }
            || model is null
            || KnownSymbols.Of(model.Compilation) is not { } known
            || model.GetOperation(call, cancellationToken) is not IInvocationOperation operation
            || ConstructorOf(operation, known) is not { } constructor
            || !model.IsAccessible(call.SpanStart, constructor)
            || call.ArgumentList.Arguments.Count < operation.TargetMethod.Parameters.Length - 2
            || call.ArgumentList.Arguments.Take(operation.TargetMethod.Parameters.Length - 2).Any(static argument => argument.NameColon is not null || argument.DescendantNodes().Any(static node => node is AwaitExpressionSyntax)))
        {
            return false;
        }

        DocumentEditor edits = await editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
        bool takesKey = constructor.Parameters.Any(static parameter => parameter.Name == "key");
        string name = takesKey ? FreshNames.Find(edits, call, "key") : "_";
        int given = operation.TargetMethod.Parameters.Length - 3;
        edits.ReplaceNode(call.ArgumentList, (current, generator) =>
        {
            var list = (ArgumentListSyntax)current;
            Queue<ArgumentSyntax> own = new(list.Arguments.Skip(1).Take(given));
            IEnumerable<SyntaxNode> inner = constructor.Parameters.Select(parameter => parameter.Name == "key" ? SyntaxFactory.Argument(SyntaxFactory.IdentifierName(name)) : (SyntaxNode)own.Dequeue().WithoutTrivia());
            SyntaxNode made = generator.ObjectCreationExpression(constructor.ContainingType, [.. inner]).WithAdditionalAnnotations(Simplifier.Annotation);
            ArgumentSyntax create = ((ArgumentSyntax)generator.Argument(generator.ValueReturningLambdaExpression(name, made).NormalizeWhitespace())).WithLeadingTrivia(SyntaxFactory.Space);
            return list.WithArguments([list.Arguments[0], create, .. list.Arguments.Skip(1 + given)]);
        });
        return true;
    }

    /// <summary>The constructor whose arguments the call gives; null where it asks for services too.</summary>
    private static IMethodSymbol? ConstructorOf(IInvocationOperation call, KnownSymbols known)
    {
        if (known.ChildOf(call.TargetMethod.ContainingType) is not INamedTypeSymbol { IsAbstract: false } child)
        {
            return null;
        }

        ImmutableArray<IParameterSymbol> taken = call.TargetMethod.Parameters;
        IEnumerable<string> names = taken.Skip(1).Take(taken.Length - 3).Select(static parameter => parameter.Name);
        return child.InstanceConstructors.FirstOrDefault(constructor =>
        {
            ParameterDeclaration[] declared = [.. constructor.Parameters.Select(parameter => ParameterDeclaration.Read(parameter, taken[0].Type))];
            return declared.All(static parameter => parameter.Role is ParameterRole.Argument or ParameterRole.Key)
                && declared.Where(static parameter => parameter.Role == ParameterRole.Argument).Select(static parameter => parameter.Parameter.Name).SequenceEqual(names);
        });
    }
}
