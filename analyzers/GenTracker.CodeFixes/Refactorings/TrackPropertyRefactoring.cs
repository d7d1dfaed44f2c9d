using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;

namespace GenTracker.CodeFixes.Refactorings;

/// <summary>
/// Makes a field or an auto-property of a tracked class an attribute, and its uses in the whole solution calls of the generated members. It is not
/// offered if a use cannot become one.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(TrackPropertyRefactoring))]
[Shared]
public sealed class TrackPropertyRefactoring : EditingRefactoring
{
    private protected override string Title => "Track this property";

    private protected override async Task<INamedTypeSymbol?> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (TrackableMember.Read(target.Node, target.Model, cancellationToken) is not { } member
            || !member.Symbol.ContainingType.IsTracked()
            || await FindUsesAsync(member, target.Document.Project.Solution, cancellationToken).ConfigureAwait(false) is not { } uses)
        {
            return null;
        }

        foreach ((Document document, TrackableUse use) in uses)
        {
            DocumentEditor edits = await target.Solution.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
            edits.ReplaceNode(use.Place, (current, _) => use.Change(current));
        }

        DocumentEditor own = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        member.Edit(own);
        return member.Symbol.ContainingType;
    }

    /// <summary>Finds what each use becomes. Null if one of them cannot become anything.</summary>
    private static async Task<List<(Document Document, TrackableUse Use)>?> FindUsesAsync(
        TrackableMember member, Solution solution, CancellationToken cancellationToken)
    {
        List<(Document, TrackableUse)> uses = [];
        IEnumerable<ReferencedSymbol> found = await SymbolFinder.FindReferencesAsync(member.Symbol, solution, cancellationToken).ConfigureAwait(false);
        foreach (ReferenceLocation location in found.SelectMany(static symbol => symbol.Locations))
        {
            if (location.Document is SourceGeneratedDocument
                || location.IsImplicit
                || await location.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
                || await location.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
                || root.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true) is not SimpleNameSyntax name)
            {
                return null;
            }

            if (member.IsReplaced(name))
            {
                continue;
            }

            if (TrackableUse.Read(name, member, model) is not { } use)
            {
                return null;
            }

            uses.Add((location.Document, use));
        }

        return uses;
    }
}
