using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace GenTracker.Tests.Shared;

/// <summary>Applies code fixes to a project, as an editor does.</summary>
/// <param name="fixes">The fixes, in the order in which they are applied to a whole project.</param>
/// <param name="find">Gives the diagnostics of a project.</param>
internal sealed class FixRunner(IReadOnlyCollection<CodeFixProvider> fixes, Func<Project, Task<IReadOnlyList<Diagnostic>>> find)
{
    /// <summary>Separates the files of a project in one text.</summary>
    public const string FileSeparator = "\n// ---- next file ----\n";

    public static IReadOnlyList<FixAllScope> Scopes { get; } = [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    /// <summary>Applies the first fix that is offered until none is left.</summary>
    public async Task<Project> FixOneByOneAsync(Project project)
    {
        for (int round = 0; round < 20; round++)
        {
            CodeAction? action = null;
            foreach (Diagnostic diagnostic in (await find(project))
                .OrderBy(static diagnostic => diagnostic.Location.SourceTree!.FilePath).ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
            {
                action ??= await FindFixAsync(project, diagnostic);
            }

            if (action is null) return project;
            project = await ApplyAsync(project, action);
        }

        Assert.Fail($"the fixes never end:\n{await TextAsync(project)}");
        return project;
    }

    /// <summary>Fixes one rule at a time, as in an editor, until the text is the wanted one: the fix of one rule may leave work for another.</summary>
    public async Task<Project> FixAllAsync(Project project, FixAllScope scope, string wanted)
    {
        foreach (CodeFixProvider fix in fixes)
        {
            if (await TextAsync(project) == wanted) break;
            Diagnostic[] found = [.. (await find(project)).Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id))];
            if (found.Length > 0) project = await FixAllAsync(project, fix, scope, found);
        }

        return project;
    }

    /// <summary>Fails if a fix is offered for a diagnostic of the project.</summary>
    public async Task AssertNoFixAsync(Project project)
    {
        foreach (Diagnostic diagnostic in await find(project))
            Assert.True(await FindFixAsync(project, diagnostic) is null, $"a fix is offered for {diagnostic}");
    }

    /// <summary>Runs the fix-all of a fix on the first document of the project.</summary>
    public static async Task<Project> FixAllAsync(Project project, CodeFixProvider fix, FixAllScope scope, IReadOnlyCollection<Diagnostic> found)
    {
        FixAllContext context = new(
            project.Documents.First(), fix, scope, fix.GetType().Name, fix.FixableDiagnosticIds, new FoundDiagnostics(found), CancellationToken.None);
        return await fix.GetFixAllProvider()!.GetFixAsync(context) is { } action ? await ApplyAsync(project, action) : project;
    }

    /// <summary>Returns the project after an action.</summary>
    public static async Task<Project> ApplyAsync(Project project, CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;

    /// <summary>Returns the files of the project as one text.</summary>
    public static async Task<string> TextAsync(Project project) =>
        string.Join(FileSeparator, await Task.WhenAll(project.Documents.Select(static document => document.GetTextAsync())));

    private async Task<CodeAction?> FindFixAsync(Project project, Diagnostic diagnostic)
    {
        CodeAction? offered = null;
        foreach (CodeFixProvider fix in fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered ??= action, CancellationToken.None));
        }

        return offered;
    }
}
