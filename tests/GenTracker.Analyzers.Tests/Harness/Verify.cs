using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Runs the generator, all analyzers and the fixes together, as an editor does.</summary>
internal static class Verify
{
    private static readonly FixAllScope[] Scopes = [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    /// <summary>What is marked is found, at its place, by the generator and the analyzers alike, and nothing else is.</summary>
    /// <param name="marked">The marked source.</param>
    /// <param name="language">The version of C#.</param>
    public static Task<Analysis> FindsAsync(string marked, LanguageVersion language = LanguageVersion.Preview) =>
        FindsAsync(TestProject.Of(Markup.Strip(marked), language), marked);

    /// <summary>
    /// What is marked is found and cured, one by one and all at once in each scope, with the same result: it compiles, nothing of ours is
    /// found in it, and so nothing is left to fix.
    /// </summary>
    /// <param name="marked">The marked source.</param>
    /// <param name="cured">The source after the fix.</param>
    public static async Task FixesAsync(string marked, string cured)
    {
        Project project = TestProject.Of(Markup.Strip(marked));
        await FindsAsync(project, marked);

        Project oneByOne = await FixOneByOneAsync(project);
        Assert.Equal(cured, await TextAsync(oneByOne));
        await (await Analysis.OfAsync(oneByOne)).IsCleanAsync();

        foreach (FixAllScope scope in Scopes.Where(scope => scope != FixAllScope.Document || project.DocumentIds.Count == 1))
        {
            Assert.Equal(cured, await TextAsync(await FixAllAsync(project, scope, cured)));
        }
    }

    /// <summary>What is marked is found, and no fix is offered: the cure is the user's to choose.</summary>
    /// <param name="marked">The marked source.</param>
    public static async Task FindsWithoutFixAsync(string marked)
    {
        Project project = TestProject.Of(Markup.Strip(marked));
        Analysis analysis = await FindsAsync(project, marked);
        foreach (Diagnostic diagnostic in analysis.Marked)
        {
            Assert.True(await OfferedAsync(project, diagnostic) is null, $"a fix is offered for {diagnostic}");
        }

        Assert.NotEmpty(analysis.Marked);
    }

    /// <summary>Cures all that has a fix, the first finding first.</summary>
    /// <param name="project">The project.</param>
    public static async Task<Project> FixOneByOneAsync(Project project)
    {
        for (int round = 0; round < 20; round++)
        {
            CodeAction? action = null;
            foreach (Diagnostic diagnostic in InOrder((await Analysis.OfAsync(project)).Marked))
            {
                action ??= await OfferedAsync(project, diagnostic);
            }

            if (action is null)
            {
                return project;
            }

            project = await ApplyAsync(project, action);
        }

        Assert.Fail($"the fixes come to no end:\n{await TextAsync(project)}");
        return project;
    }

    /// <summary>The project's files as one text.</summary>
    /// <param name="project">The project.</param>
    public static async Task<string> TextAsync(Project project)
    {
        List<string> files = [];
        foreach (Document document in project.Documents)
        {
            files.Add((await document.GetTextAsync()).ToString());
        }

        return string.Join(TestProject.FileSeparator, files);
    }

    private static async Task<Analysis> FindsAsync(Project project, string marked)
    {
        Analysis analysis = (await Analysis.OfAsync(project)).GeneratorAndAnalyzersAgree();
        Assert.Equal(marked, await analysis.AnnotatedAsync());
        return analysis;
    }

    private static async Task<Project> FixAllAsync(Project project, FixAllScope scope, string cured)
    {
        // One rule at a time, as editors do; the fix of one rule may leave work for another's.
        foreach (CodeFixProvider fix in Components.Fixes.OrderBy(fix => fix.FixableDiagnosticIds[0]))
        {
            if (await TextAsync(project) == cured)
            {
                break;
            }

            ImmutableArray<Diagnostic> found = [.. (await Analysis.OfAsync(project)).Marked.Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id))];
            FixAllContext context = new(
                project.Documents.First(), fix, scope, fix.GetType().Name, fix.FixableDiagnosticIds, new FoundDiagnostics(found), CancellationToken.None);
            if (await fix.GetFixAllProvider()!.GetFixAsync(context) is { } action)
            {
                project = await ApplyAsync(project, action);
            }
        }

        return project;
    }

    private static async Task<CodeAction?> OfferedAsync(Project project, Diagnostic diagnostic)
    {
        CodeAction? offered = null;
        foreach (CodeFixProvider fix in Components.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered ??= action, CancellationToken.None));
        }

        return offered;
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    private static IEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceTree!.FilePath).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start);
}
