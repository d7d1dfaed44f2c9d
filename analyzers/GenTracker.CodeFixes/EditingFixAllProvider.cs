using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GenTracker.CodeFixes;

/// <summary>Fixes all diagnostics of a document, project or solution in one set of edits.</summary>
internal sealed class EditingFixAllProvider(EditingCodeFix fix) : FixAllProvider
{
    /// <inheritdoc/>
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        List<Diagnostic> diagnostics = [];
        if (fixAllContext is { Scope: FixAllScope.Document, Document: { } document })
        {
            diagnostics.AddRange(await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false));
        }
        else
        {
            IEnumerable<Project> projects = fixAllContext.Scope == FixAllScope.Solution ? fixAllContext.Solution.Projects : [fixAllContext.Project];
            foreach (Project project in projects.Where(project => project.Language == LanguageNames.CSharp))
            {
                diagnostics.AddRange(await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
            }
        }

        return diagnostics.Count == 0 ? null : fix.ActionFor(fixAllContext.Solution, [.. diagnostics]);
    }
}
