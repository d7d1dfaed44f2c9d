using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.CodeFixes;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Parsing;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>GT3004: writes the methods of the grain interface that the class lacks. As in an editor, their bodies throw.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteContractMethodsCodeFix))]
[Shared]
public sealed class WriteContractMethodsCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [ClusterDescriptors.ContractDoesNotFit.Id];

    private protected override string Title => "Write the methods of the interface";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        Compilation compilation = target.Model.Compilation;
        if (GrainContract.Find(target, cancellationToken) is not { } found || !found.Child.IsClustered()) return false;
        IMethodSymbol[] missing =
        [
            .. ContractDeclaration.MembersOf(found.Contract).OfType<IMethodSymbol>()
                .Where(method => ContractDeclaration.FindMemberError(method) is null && ContractDeclaration.FindMethod(found.Child, method) is null),
        ];
        if (missing.Length == 0 || missing.Any(method => IsTaken(method, found.Child))) return false;

        string lineEnd = TextLayout.LineEnd(found.Declaration).ToFullString();
        string indentation = TextLayout.InnerIndentation(found.Declaration).ToFullString();
        MethodDeclarationSyntax[] methods = [.. missing.Select(method => Write(method, target.Model, found.Declaration, indentation, lineEnd))];
        Edits edits = new();
        edits.Replace(found.Declaration, current => AddTo(current, methods, lineEnd));
        return ClusterCheck.Mends(found.Child, compilation, edits.ApplyTo(compilation), cancellationToken)
            && await edits.AddToAsync(target.Solution, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a member stands in the way: one that is no method, or a method of the same parameters that gives something else.</summary>
    private static bool IsTaken(IMethodSymbol method, INamedTypeSymbol child) => child.GetMembers(method.Name).Any(member =>
        member is not IMethodSymbol own
        || (own.Arity == 0
            && own.Parameters.Length == method.Parameters.Length
            && own.Parameters.Select(static parameter => parameter.Type)
                .SequenceEqual(method.Parameters.Select(static parameter => parameter.Type), SymbolEqualityComparer.Default)));

    private static MethodDeclarationSyntax Write(
        IMethodSymbol method, SemanticModel model, ClassDeclarationSyntax declaration, string indentation, string lineEnd)
    {
        int position = declaration.OpenBraceToken.IsKind(SyntaxKind.None) ? declaration.SpanStart : declaration.OpenBraceToken.Span.End;
        string parameters = string.Join(
            ", ", method.Parameters.Select(parameter => $"{NameOf(parameter.Type)} {TypeNames.Escape(parameter.Name)}{DefaultOf(parameter)}"));
        INamedTypeSymbol exception = model.Compilation.GetTypeByMetadataName("System.NotImplementedException")!;
        return (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(
            $"{indentation}public {NameOf(method.ReturnType)} {TypeNames.Escape(method.Name)}({parameters}) => throw new {NameOf(exception)}();{lineEnd}")!;

        string NameOf(ITypeSymbol type) => ShortNames.Create(type, model, position).ToString();
    }

    /// <summary>A token is left out by callers; other defaults are the interface's alone.</summary>
    private static string DefaultOf(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue && parameter.Type.Is("System.Threading", "CancellationToken") ? " = default" : "";

    private static ClassDeclarationSyntax AddTo(ClassDeclarationSyntax declaration, MethodDeclarationSyntax[] methods, string lineEnd)
    {
        SyntaxTrivia newLine = SyntaxFactory.EndOfLine(lineEnd);
        foreach (MethodDeclarationSyntax method in methods)
        {
            if (declaration.Members.Any(member => SyntaxFactory.AreEquivalent(member, method))) continue;
            declaration = declaration.Members.Count == 0
                ? declaration.AddMembers(method)
                : declaration.AddMembers(method.WithLeadingTrivia(method.GetLeadingTrivia().Insert(0, newLine)));
        }

        return declaration;
    }
}
