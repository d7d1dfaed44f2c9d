using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes;

/// <summary>GT0003: marks the class <c>[Tracker]</c>, and makes the class and its attributes partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddTrackerCodeFix))]
[Shared]
public sealed class AddTrackerCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.OutsideTracker.Id];

    private protected override string Title => "Mark the class [Tracker]";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<BasePropertyDeclarationSyntax>() is not { Parent: ClassDeclarationSyntax around }
            || target.Model.GetDeclaredSymbol(around, cancellationToken) is not { } type
            || TrackerDeclaration.FindKindError(type) is not null
            || target.Solution.OriginalSolution.GetDocument(type.DeclaringSyntaxReferences[0].SyntaxTree) is not { } firstFile)
        {
            return false;
        }

        NameSyntax? tracker = null;
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (property.GetAttributes().FirstOrDefault(SymbolExtensions.IsTrackedAttr)?.ApplicationSyntaxReference is not { } attributeReference
                || target.Solution.OriginalSolution.GetDocument(attributeReference.SyntaxTree) is not { } file)
            {
                continue;
            }

            SyntaxNode attribute = await attributeReference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
            tracker ??= NameLike((AttributeSyntax)attribute);
            if (attribute.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { } declaration
                && await PropertyFix.FindAsync(file, declaration, cancellationToken).ConfigureAwait(false) is { } fix)
            {
                DocumentEditor propertyEdits = await target.Solution.GetDocumentEditorAsync(file.Id, cancellationToken).ConfigureAwait(false);
                propertyEdits.ReplaceNode(declaration, (current, _) => fix.Apply((PropertyDeclarationSyntax)current));
            }
        }

        if (tracker is null)
        {
            return false;
        }

        DocumentEditor edits = await target.Solution.GetDocumentEditorAsync(firstFile.Id, cancellationToken).ConfigureAwait(false);
        SyntaxNode firstPart = await type.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        SyntaxTrivia lineEnd = TextLayout.LineEnd(firstPart);
        edits.ReplaceNode(firstPart, (current, _) => AttributeLists.AddAbove((ClassDeclarationSyntax)current, tracker, lineEnd));
        await PartialModifier.AddToTypeAndTypesAroundAsync(target.Solution, type, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The name of <c>[Tracker]</c>, qualified like <c>[TrackedAttr]</c>.</summary>
    private static NameSyntax NameLike(AttributeSyntax trackedAttr)
    {
        IdentifierNameSyntax tracker = SyntaxFactory.IdentifierName("Tracker");
        return trackedAttr.Name switch
        {
            QualifiedNameSyntax qualified => SyntaxFactory.QualifiedName(qualified.Left, tracker),
            AliasQualifiedNameSyntax alias => SyntaxFactory.AliasQualifiedName(alias.Alias, tracker),
            IdentifierNameSyntax { Identifier.ValueText: "TrackedAttr" or "TrackedAttrAttribute" } => tracker,
            _ => SyntaxFactory.ParseName("global::GenTracker.Tracker"),
        };
    }
}
