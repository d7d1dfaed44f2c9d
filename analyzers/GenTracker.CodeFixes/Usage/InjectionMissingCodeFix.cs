using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1012: marks the parameter <c>[Injected]</c>, if no caller that opens a key passes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InjectionMissingCodeFix))]
[Shared]
public sealed class InjectionMissingCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.InjectionMissing.Id];

    private protected override string Title => "Mark the parameter [Injected]";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<ParameterSyntax>() is not { } declaration
            || target.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } parameter
            || await IsPassedByCallerAsync(parameter, target.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        NameSyntax name = ShortNames.CreateOwn("InjectedAttribute", target.Model, declaration.SpanStart);
        if (!StaysOpenable(declaration, name, parameter.ContainingType, target.Model.Compilation, cancellationToken))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        edits.ReplaceNode(declaration, (current, _) => Mark((ParameterSyntax)current, name));
        return true;
    }

    private static ParameterSyntax Mark(ParameterSyntax parameter, NameSyntax name) =>
        (ParameterSyntax)AttributeLists.AddBefore(parameter, SyntaxFactory.AttributeList([SyntaxFactory.Attribute(name)]));

    /// <summary>Whether the constructor opens a child by other arguments than each other constructor, without the parameter too.</summary>
    private static bool StaysOpenable(
        ParameterSyntax declaration,
        NameSyntax name,
        INamedTypeSymbol child,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        SyntaxTree tree = declaration.SyntaxTree;
        SyntaxNode root = tree.GetRoot(cancellationToken).ReplaceNode(declaration, Mark(declaration, name));
        return TrackedClassCheck.Passes(child, compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(root, tree.Options)), cancellationToken);
    }

    /// <summary>Whether some code calls a generated method with the parameter, and would have to change too.</summary>
    private static async Task<bool> IsPassedByCallerAsync(IParameterSymbol parameter, Solution solution, CancellationToken cancellationToken)
    {
        INamedTypeSymbol child = parameter.ContainingType;
        ImmutableArray<INamedTypeSymbol> trackers = child.ContainingType is { } outer
            ? outer.GetTypeMembers(child.Name + "Tracker")
            : child.ContainingNamespace.GetTypeMembers(child.Name + "Tracker");
        foreach (IMethodSymbol method in trackers.SelectMany(static tracker => tracker.GetMembers()).OfType<IMethodSymbol>())
        {
            if (method.Name is "FindOrOpenAsync" or "OpenAsync" or "ReopenAsync"
                && method.Parameters.Any(other => SymbolEqualityComparer.Default.Equals(other.Type, parameter.Type))
                && (await SymbolFinder.FindReferencesAsync(method, solution, cancellationToken).ConfigureAwait(false))
                    .Any(static found => found.Locations.Any()))
            {
                return true;
            }
        }

        return false;
    }
}
