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

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        NameSyntax name = ShortNames.CreateOwn("InjectedAttribute", target.Model, declaration.SpanStart);
        edits.ReplaceNode(declaration, (current, _) =>
        {
            var parameterSyntax = (ParameterSyntax)current;
            AttributeListSyntax attribute = SyntaxFactory.AttributeList([SyntaxFactory.Attribute(name)])
                .WithLeadingTrivia(parameterSyntax.GetLeadingTrivia())
                .WithTrailingTrivia(SyntaxFactory.Space);
            parameterSyntax = parameterSyntax.WithLeadingTrivia();
            return parameterSyntax.WithAttributeLists(parameterSyntax.AttributeLists.Insert(0, attribute));
        });
        return true;
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
