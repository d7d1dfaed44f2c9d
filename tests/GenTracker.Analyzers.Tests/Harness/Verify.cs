using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Runs the generator, all analyzers and all fixes together, as an editor does.</summary>
internal static class Verify
{
    /// <summary>All fixes, in the order of their rules.</summary>
    public static FixRunner Fixes { get; } = new(
        [.. Components.Fixes.OrderBy(static fix => fix.FixableDiagnosticIds[0])],
        static async project => [.. (await Analysis.RunAsync(project)).Reported]);

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

        Project oneByOne = await Fixes.FixOneByOneAsync(project);
        Assert.Equal(fixedSource, await FixRunner.TextAsync(oneByOne));
        await (await Analysis.RunAsync(oneByOne)).AssertCleanAsync();

        foreach (FixAllScope scope in FixRunner.Scopes.Where(scope => scope != FixAllScope.Document || project.DocumentIds.Count == 1))
        {
            Assert.Equal(fixedSource, await FixRunner.TextAsync(await Fixes.FixAllAsync(project, scope, fixedSource)));
        }
    }

    /// <summary>The diagnostics in the markup are reported, and no fix is offered.</summary>
    public static async Task NoCodeFixAsync(string marked)
    {
        Project project = TestProject.Create(Markup.Strip(marked));
        Analysis analysis = await AnalyzerAsync(project, marked);
        await Fixes.AssertNoFixAsync(project);
        Assert.NotEmpty(analysis.Reported);
    }

    private static async Task<Analysis> AnalyzerAsync(Project project, string marked)
    {
        Analysis analysis = (await Analysis.RunAsync(project)).AssertGeneratorAndAnalyzersAgree();
        Assert.Equal(marked, await analysis.AnnotateAsync());
        return analysis;
    }
}
