using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.CodeFixes;
using GenTracker.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>GT3001: removes <c>KeyComparison</c>, so that the nodes know each key by its exact text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CompareKeysExactlyCodeFix))]
[Shared]
public sealed class CompareKeysExactlyCodeFix : EditingCodeFix
{
    private const string Option = "KeyComparison";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [ClusterDescriptors.CannotBeClustered.Id];

    private protected override string Title => "Tell keys apart by case";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node is not ClassDeclarationSyntax declaration
            || target.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || type.GetAttributes().FirstOrDefault(SymbolExtensions.IsTracker)?.ApplicationSyntaxReference is not { } reference
            || await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not AttributeSyntax { ArgumentList: { } list } tracker
            || !list.Arguments.Any(IsOption)
            || SignificantTrivia.ExistsIn(list))
        {
            return false;
        }

        Edits edits = new();
        edits.Replace(tracker, Without);
        return ClusterCheck.Mends(type, target.Model.Compilation, edits.ApplyTo(target.Model.Compilation), cancellationToken)
            && await edits.AddToAsync(target.Solution, cancellationToken).ConfigureAwait(false);
    }

    private static AttributeSyntax Without(AttributeSyntax attribute)
    {
        if (attribute.ArgumentList is not { } list || list.Arguments.FirstOrDefault(IsOption) is not { } option) return attribute;
        return list.Arguments.Count == 1
            ? attribute.WithArgumentList(null).WithTrailingTrivia(attribute.GetTrailingTrivia())
            : attribute.WithArgumentList(list.WithArguments(list.Arguments.Remove(option)));
    }

    private static bool IsOption(AttributeArgumentSyntax argument) => argument.NameEquals?.Name.Identifier.ValueText == Option;
}
