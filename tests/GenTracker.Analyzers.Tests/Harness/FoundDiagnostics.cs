using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Hands what was found to a fix of all of it.</summary>
/// <param name="found">What was found.</param>
internal sealed class FoundDiagnostics(IReadOnlyCollection<Diagnostic> found) : FixAllContext.DiagnosticProvider
{
    /// <inheritdoc/>
    public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        Task.FromResult(found.Where(diagnostic => project.GetDocument(diagnostic.Location.SourceTree) is not null));

    /// <inheritdoc/>
    public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
        Task.FromResult(found.Where(diagnostic => document.Project.GetDocument(diagnostic.Location.SourceTree)?.Id == document.Id));

    /// <inheritdoc/>
    public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<Diagnostic>>([]);
}
