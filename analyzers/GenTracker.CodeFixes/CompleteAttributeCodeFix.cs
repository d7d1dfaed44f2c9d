using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes;

/// <summary>GT0002: turns the property into a partial definition, if only the declaration has to change.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CompleteAttributeCodeFix))]
[Shared]
public sealed class CompleteAttributeCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.NotAPartialDefinition.Id];

    private protected override string Title => "Make the property an attribute's partial definition";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } declaration
            || await PropertyFix.FindAsync(target.Document, declaration, cancellationToken).ConfigureAwait(false) is not { } fix)
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        edits.ReplaceNode(declaration, (current, _) => fix.Apply((PropertyDeclarationSyntax)current));
        await PartialModifier.AddToTypeAndTypesAroundAsync(target.Solution, fix.Property.ContainingType, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
