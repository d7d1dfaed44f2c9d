using System.Collections.Immutable;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Runs the generator, all analyzers and all fixes together, as an editor does.</summary>
internal static class Verify
{
    private static readonly FixAllScope[] Scopes = [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    /// <summary>The generator and the analyzers report the diagnostics in the markup, at their places, and nothing else.</summary>
    public static Task<Analysis> AnalyzerAsync(string marked, LanguageVersion language = LanguageVersion.Preview) =>
        AnalyzerAsync(TestProject.Create(Markup.Strip(marked), language), marked);

    /// <summary>The same as <see cref="CodeFixAsync(string, string)"/>, with the fix in the markup too.</summary>
    public static Task CodeFixAsync(string change) => CodeFixAsync(FixMarkup.Before(change), Markup.Strip(FixMarkup.After(change)));

    /// <summary>
    /// The diagnostics in the markup are reported. Fixes one by one, and all at once in each scope, give the same source, which compiles without
    /// any of our diagnostics.
    /// </summary>
    public static async Task CodeFixAsync(string marked, string fixedSource)
    {
        Project project = TestProject.Create(Markup.Strip(marked));
        await AnalyzerAsync(project, marked);

        Project oneByOne = await FixOneByOneAsync(project);
        Assert.Equal(fixedSource, await TextAsync(oneByOne));
        await (await Analysis.RunAsync(oneByOne)).AssertCleanAsync();

        foreach (FixAllScope scope in Scopes.Where(scope => scope != FixAllScope.Document || project.DocumentIds.Count == 1))
        {
            Assert.Equal(fixedSource, await TextAsync(await FixAllAsync(project, scope, fixedSource)));
        }
    }

    /// <summary>The diagnostics in the markup are reported, and no fix is offered.</summary>
    public static async Task NoCodeFixAsync(string marked)
    {
        Project project = TestProject.Create(Markup.Strip(marked));
        Analysis analysis = await AnalyzerAsync(project, marked);
        foreach (Diagnostic diagnostic in analysis.Reported)
        {
            Assert.True(await FindFixAsync(project, diagnostic) is null, $"a fix is offered for {diagnostic}");
        }

        Assert.NotEmpty(analysis.Reported);
    }

    /// <summary>Applies the first fix that is offered until none is left.</summary>
    public static async Task<Project> FixOneByOneAsync(Project project)
    {
        for (int round = 0; round < 20; round++)
        {
            CodeAction? action = null;
            foreach (Diagnostic diagnostic in InOrder((await Analysis.RunAsync(project)).Reported))
            {
                action ??= await FindFixAsync(project, diagnostic);
            }

            if (action is null)
            {
                return project;
            }

            project = await ApplyAsync(project, action);
        }

        Assert.Fail($"the fixes never end:\n{await TextAsync(project)}");
        return project;
    }

    /// <summary>Returns the files of the project as one text.</summary>
    public static async Task<string> TextAsync(Project project)
    {
        List<string> files = [];
        foreach (Document document in project.Documents)
        {
            files.Add((await document.GetTextAsync()).ToString());
        }

        return string.Join(TestProject.FileSeparator, files);
    }

    private static async Task<Analysis> AnalyzerAsync(Project project, string marked)
    {
        Analysis analysis = (await Analysis.RunAsync(project)).AssertGeneratorAndAnalyzersAgree();
        Assert.Equal(marked, await analysis.AnnotateAsync());
        return analysis;
    }

    private static async Task<Project> FixAllAsync(Project project, FixAllScope scope, string fixedSource)
    {
        // One rule at a time, as in an editor. The fix of one rule may leave work for another.
        foreach (CodeFixProvider fix in Components.Fixes.OrderBy(fix => fix.FixableDiagnosticIds[0]))
        {
            if (await TextAsync(project) == fixedSource)
            {
                break;
            }

            IEnumerable<Diagnostic> reported = (await Analysis.RunAsync(project)).Reported;
            project = await FixAllAsync(project, fix, scope, [.. reported.Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id))]);
        }

        return project;
    }

    /// <summary>Runs the fix-all of a fix on the first document of the project.</summary>
    public static async Task<Project> FixAllAsync(Project project, CodeFixProvider fix, FixAllScope scope, IReadOnlyCollection<Diagnostic> found)
    {
        FixAllContext context = new(
            project.Documents.First(), fix, scope, fix.GetType().Name, fix.FixableDiagnosticIds, new FoundDiagnostics(found), CancellationToken.None);
        return await fix.GetFixAllProvider()!.GetFixAsync(context) is { } action ? await ApplyAsync(project, action) : project;
    }

    private static async Task<CodeAction?> FindFixAsync(Project project, Diagnostic diagnostic)
    {
        CodeAction? offered = null;
        foreach (CodeFixProvider fix in Components.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered ??= action, CancellationToken.None));
        }

        return offered;
    }

    /// <summary>Returns the project after an action.</summary>
    public static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    private static IEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceTree!.FilePath).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start);
}
