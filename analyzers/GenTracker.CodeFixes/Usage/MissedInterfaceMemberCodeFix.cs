using System.Collections.Generic;
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
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1011: gives the method the expected signature, or gives the class the missing interface.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissedInterfaceMemberCodeFix))]
[Shared]
public sealed class MissedInterfaceMemberCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.MissedInterfaceMember.Id];

    private protected override string Title => "Implement the interface method";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>()
                is not { Parent: TypeDeclarationSyntax type } declaration
            || target.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || MissedInterfaceMember.Read(method, target.Known) is not { } missed)
        {
            return false;
        }

        if (missed.LacksInterfaceOnly)
        {
            DocumentEditor typeEdits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
            TypeSyntax added = ShortNames.Create(missed.InterfaceMethod.ContainingType, target.Model, type.SpanStart);
            typeEdits.ReplaceNode(type, (current, _) => BaseTypes.Add((TypeDeclarationSyntax)current, added));
            return true;
        }

        int modifiers = declaration.AttributeLists.LastOrDefault()?.Span.End ?? declaration.SpanStart;
        if (!CanReturnTask(method, declaration)
            || SignificantTrivia.ExistsIn(declaration, TextSpan.FromBounds(modifiers, declaration.Identifier.SpanStart))
            || method.Arity > 0
            || method.GetAttributes().Any(static attribute => attribute.AttributeClass.Is("System.Diagnostics", "ConditionalAttribute"))
            || method.PartialImplementationPart is not null
            || (declaration.ExpressionBody is not null && method is { ReturnsVoid: true, IsAsync: false })
            || TryGetParameters(missed, declaration, target.Model) is not { } parameters
            || (await SymbolFinder.FindReferencesAsync(method, target.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
                .Any(static found => found.Locations.Any()))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        bool needsReturn = method.ReturnsVoid && !method.IsAsync && target.Model.AnalyzeControlFlow(declaration.Body!)?.EndPointIsReachable != false;
        SyntaxTriviaList indentation = TextLayout.InnerIndentation(declaration);
        SyntaxTrivia lineEnd = TextLayout.LineEnd(declaration);
        TypeSyntax task = ShortNames.Create(missed.InterfaceMethod.ReturnType, target.Model, declaration.SpanStart);
        edits.ReplaceNode(declaration, (current, _) =>
        {
            var edited = (MethodDeclarationSyntax)current;
            SyntaxTriviaList leading = edited.GetLeadingTrivia();
            edited = edited
                .WithLeadingTrivia()
                .WithReturnType(task.WithTriviaFrom(edited.ReturnType.WithLeadingTrivia()))
                .WithIdentifier(SyntaxFactory.Identifier(missed.InterfaceMethod.Name).WithTriviaFrom(edited.Identifier))
                .WithParameterList(parameters)
                .WithModifiers(MakePublic(edited.Modifiers))
                .WithLeadingTrivia(leading);
            return needsReturn ? edited.WithBody(WithReturn(edited.Body!, task, indentation, lineEnd)) : edited;
        });
        return true;
    }

    /// <summary>Whether the body already returns a task, or returns nothing.</summary>
    private static bool CanReturnTask(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        if (method.IsAbstract || declaration is { Body: null, ExpressionBody: null })
        {
            return false;
        }

        ITypeSymbol type = method.ReturnType;
        if (method.ReturnsVoid)
        {
            return method.IsAsync
                || declaration.Body?.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                    .OfType<ReturnStatementSyntax>()
                    .Any() == false;
        }

        return type.Is("System.Threading.Tasks", "Task")
            || (type.Is("System.Threading.Tasks", "Task", arity: 1) && !method.IsAsync)
            || (type.Is("System.Threading.Tasks", "ValueTask") && method.IsAsync);
    }

    /// <summary>Creates the expected parameters. Those that exist keep their names.</summary>
    private static ParameterListSyntax? TryGetParameters(MissedInterfaceMember missed, MethodDeclarationSyntax declaration, SemanticModel model)
    {
        if (missed.HasExpectedParameters)
        {
            return declaration.ParameterList;
        }

        if (SignificantTrivia.ExistsIn(declaration.ParameterList))
        {
            return null;
        }

        List<ParameterSyntax> parameters = [];
        List<IParameterSymbol> own = [.. missed.Method.Parameters];
        foreach (IParameterSymbol expected in missed.InterfaceMethod.Parameters)
        {
            IParameterSymbol? present = own.FirstOrDefault(
                parameter => parameter.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(parameter.Type, expected.Type));
            if (present is not null)
            {
                own.Remove(present);
                parameters.Add(declaration.ParameterList.Parameters[present.Ordinal].WithoutTrivia());
            }
            else if (declaration.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == expected.Name))
            {
                return null;
            }
            else
            {
                TypeSyntax type = ShortNames.Create(expected.Type, model, declaration.SpanStart);
                parameters.Add(
                    SyntaxFactory
                        .Parameter(SyntaxFactory.Identifier(expected.Name))
                        .WithType(type.WithTrailingTrivia(SyntaxFactory.Space)));
            }
        }

        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return own.Count > 0
            ? null
            : declaration.ParameterList.WithParameters(SyntaxFactory.SeparatedList(parameters, Enumerable.Repeat(comma, parameters.Count - 1)));
    }

    private static SyntaxTokenList MakePublic(SyntaxTokenList modifiers) =>
    [
        SyntaxFactory.Token(SyntaxKind.PublicKeyword).WithTrailingTrivia(SyntaxFactory.Space),
        .. modifiers.Where(static modifier => modifier.Kind() is not (SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword
            or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword or SyntaxKind.StaticKeyword)),
    ];

    private static BlockSyntax WithReturn(BlockSyntax body, TypeSyntax task, SyntaxTriviaList indentation, SyntaxTrivia lineEnd)
    {
        ExpressionSyntax done = SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression,
            (ExpressionSyntax)task.WithoutTrivia(),
            SyntaxFactory.IdentifierName("CompletedTask"));
        ReturnStatementSyntax last = SyntaxFactory.ReturnStatement(done)
            .WithReturnKeyword(SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        bool isOneLine = !body.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        return body.AddStatements(isOneLine ? last.WithTrailingTrivia(SyntaxFactory.Space) : last.WithLeadingTrivia(indentation).WithTrailingTrivia(lineEnd));
    }
}
