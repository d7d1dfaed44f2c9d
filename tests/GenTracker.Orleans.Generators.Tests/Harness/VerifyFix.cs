using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using GenTracker.Generators.Tests.Harness;
using GenTracker.Orleans.CodeFixes;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Xunit;
using Markup = GenTracker.Generators.Tests.Harness.Markup;

namespace GenTracker.Orleans.Generators.Tests.Harness;

/// <summary>Runs all generators, analyzers and fixes of the package together, as an editor does.</summary>
internal static partial class VerifyFix
{
    private static readonly ConditionalWeakTable<Project, Task<IReadOnlyList<Diagnostic>>> Found = [];

    private static readonly FixAllScope[] Scopes = [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    // The same file with other line ends and indentation.
    private static readonly Func<string, string>[] Forms =
    [
        static text => text,
        static text => Indentation().Replace(text, static spaces => new string('\t', spaces.Length / 4)).Replace("\n", "\r\n", StringComparison.Ordinal),
    ];

    /// <summary>All fixes of the package. Reflection finds them, so that the tests cannot miss one.</summary>
    public static ImmutableArray<CodeFixProvider> Fixes { get; } =
    [
        .. typeof(MarkTrackerCodeFix).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
            .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>
    /// The diagnostics that the source marks are reported. Fixes one by one, and all at once in each scope, make the change that the source marks, whatever
    /// the form of the file, and the result compiles down to the bytes, without a diagnostic of ours.
    /// </summary>
    public static async Task FixedAsync(string change)
    {
        string before = Markup.Parse(FixMarkup.Before(Verify.Usings + change)).Source, after = Markup.Parse(FixMarkup.After(Verify.Usings + change)).Source;
        await Verify.MarkedAsync(FixMarkup.Before(change));
        foreach (Func<string, string> form in Forms)
        {
            Project oneByOne = await FixOneByOneAsync(await TestCompilation.CreateProjectAsync(form(before)));
            Assert.Equal(form(after), await TextAsync(oneByOne));
            await AssertCompilesAsync(oneByOne);
        }

        Project project = await TestCompilation.CreateProjectAsync(before);
        foreach (FixAllScope scope in Scopes) Assert.Equal(after, await TextAsync(await FixAllAsync(project, scope, after)));
    }

    /// <summary>A file that has no path is fixed too.</summary>
    public static async Task FixedWithoutPathAsync(string change)
    {
        string before = Markup.Parse(FixMarkup.Before(Verify.Usings + change)).Source, after = Markup.Parse(FixMarkup.After(Verify.Usings + change)).Source;
        Assert.Equal(after, await TextAsync(await FixOneByOneAsync(await TestCompilation.CreateProjectAsync(before, path: null))));
    }

    /// <summary>The diagnostics that the source marks are reported, and no fix is offered.</summary>
    public static async Task NotFixedAsync(string marked, params string[] others)
    {
        Assert.NotEmpty(await Verify.MarkedAsync(marked, others));
        Project project = await TestCompilation.CreateProjectAsync(Markup.Parse(Verify.Usings + marked).Source);
        foreach (string other in others) project = project.AddDocument("Other.cs", Verify.Usings + other, filePath: "/Tested/Other.cs").Project;
        foreach (Diagnostic diagnostic in await FindAsync(project))
            Assert.True(await FindFixAsync(project, diagnostic) is null, $"a fix is offered for {diagnostic}");
    }

    private static async Task<Project> FixOneByOneAsync(Project project)
    {
        for (int round = 0; round < 20; round++)
        {
            CodeAction? action = null;
            foreach (Diagnostic diagnostic in await FindAsync(project)) action ??= await FindFixAsync(project, diagnostic);
            if (action is null) return project;
            project = await ApplyAsync(project, action);
        }

        Assert.Fail($"the fixes never end:\n{await TextAsync(project)}");
        return project;
    }

    /// <summary>Fixes one rule at a time, as in an editor: the fix of one rule may leave work for another.</summary>
    private static async Task<Project> FixAllAsync(Project project, FixAllScope scope, string after)
    {
        foreach (CodeFixProvider fix in Fixes)
        {
            if (await TextAsync(project) == after) break;
            Diagnostic[] found = [.. (await FindAsync(project)).Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id))];
            FixAllContext context = new(
                project.Documents.First(), fix, scope, fix.GetType().Name, fix.FixableDiagnosticIds, new FoundDiagnostics(found), CancellationToken.None);
            if (found.Length > 0 && await fix.GetFixAllProvider()!.GetFixAsync(context) is { } action) project = await ApplyAsync(project, action);
        }

        return project;
    }

    private static Task<IReadOnlyList<Diagnostic>> FindAsync(Project project) => Found.GetValue(project, FindOnceAsync);

    private static async Task<IReadOnlyList<Diagnostic>> FindOnceAsync(Project project) =>
    [
        .. (await (await project.GetCompilationAsync())!.WithAnalyzers(Verify.Analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None))
            .OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start),
    ];

    private static async Task AssertCompilesAsync(Project project)
    {
        Assert.Empty(await FindAsync(project));
        using MemoryStream image = new();
        EmitResult emitted = (await project.GetCompilationAsync())!.Emit(image);
        Assert.True(emitted.Success, $"{string.Join('\n', emitted.Diagnostics)}\n{await TextAsync(project)}");
    }

    private static async Task<CodeAction?> FindFixAsync(Project project, Diagnostic diagnostic)
    {
        CodeAction? offered = null;
        foreach (CodeFixProvider fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered ??= action, CancellationToken.None));
        }

        return offered;
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;

    private static async Task<string> TextAsync(Project project) => (await project.Documents.Single().GetTextAsync()).ToString();

    [GeneratedRegex("^(    )+", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
