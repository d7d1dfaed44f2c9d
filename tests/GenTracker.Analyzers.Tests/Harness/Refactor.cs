using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Runs a refactoring at the caret, <c>$$</c>, as an editor does.</summary>
internal static class Refactor
{
    private const string Caret = "$$";

    /// <summary>The refactoring gives this text, which compiles down to the bytes without any diagnostic of ours.</summary>
    public static async Task GivesAsync(CodeRefactoringProvider refactoring, string before, string after)
    {
        Project? changed = await RunAsync(refactoring, before);

        Assert.True(changed is not null, "the refactoring is not offered");
        Assert.Equal(after, await FixRunner.TextAsync(changed));
        await AssertCompilesAsync(changed);
    }

    /// <summary>The code compiles, and the refactoring is not offered.</summary>
    public static async Task IsNotOfferedAsync(CodeRefactoringProvider refactoring, string before)
    {
        Project? changed = await RunAsync(refactoring, before);

        Assert.True(changed is null, changed is null ? "" : await FixRunner.TextAsync(changed));
    }

    /// <summary>Runs the refactoring. Null if it is not offered.</summary>
    public static async Task<Project?> RunAsync(CodeRefactoringProvider refactoring, string before)
    {
        string[] files = before.Split(TestProject.FileSeparator);
        int file = Array.FindIndex(files, static text => text.Contains(Caret, StringComparison.Ordinal));
        int caret = files[file].IndexOf(Caret, StringComparison.Ordinal);
        Project project = TestProject.Create(before.Replace(Caret, "", StringComparison.Ordinal));
        CodeAction? offered = null;
        CodeRefactoringContext context = new(
            project.Documents.ElementAt(file), new TextSpan(caret, 0), action => offered = action, CancellationToken.None);
        await refactoring.ComputeRefactoringsAsync(context);
        return offered is null ? null : await FixRunner.ApplyAsync(project, offered);
    }

    public static async Task AssertCompilesAsync(Project project)
    {
        Analysis analysis = await Analysis.RunAsync(project);
        await analysis.AssertCleanAsync();
        Assert.Empty(analysis.Output.Emit(Stream.Null).Diagnostics.Where(static found => found.Severity == DiagnosticSeverity.Error));
    }
}
