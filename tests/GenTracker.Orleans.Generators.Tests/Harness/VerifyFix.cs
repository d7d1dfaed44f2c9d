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

    private static readonly FixRunner Runner = new(Fixes, FindAsync);

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
            Project oneByOne = await Runner.FixOneByOneAsync(await TestCompilation.CreateProjectAsync(form(before)));
            Assert.Equal(form(after), await FixRunner.TextAsync(oneByOne));
            await AssertCompilesAsync(oneByOne);
        }

        Project project = await TestCompilation.CreateProjectAsync(before);
        foreach (FixAllScope scope in FixRunner.Scopes) Assert.Equal(after, await FixRunner.TextAsync(await Runner.FixAllAsync(project, scope, after)));
    }

    /// <summary>A file that has no path is fixed too.</summary>
    public static async Task FixedWithoutPathAsync(string change)
    {
        string before = Markup.Parse(FixMarkup.Before(Verify.Usings + change)).Source, after = Markup.Parse(FixMarkup.After(Verify.Usings + change)).Source;
        Assert.Equal(after, await FixRunner.TextAsync(await Runner.FixOneByOneAsync(await TestCompilation.CreateProjectAsync(before, path: null))));
    }

    /// <summary>The diagnostics that the source marks are reported, and no fix is offered.</summary>
    public static async Task NotFixedAsync(string marked, params string[] others)
    {
        Assert.NotEmpty(await Verify.MarkedAsync(marked, others));
        Project project = await TestCompilation.CreateProjectAsync(Markup.Parse(Verify.Usings + marked).Source);
        foreach (string other in others) project = project.AddDocument("Other.cs", Verify.Usings + other, filePath: "/Tested/Other.cs").Project;
        await Runner.AssertNoFixAsync(project);
    }

    private static Task<IReadOnlyList<Diagnostic>> FindAsync(Project project) => Found.GetValue(project, FindOnceAsync);

    private static async Task<IReadOnlyList<Diagnostic>> FindOnceAsync(Project project) =>
        await (await project.GetCompilationAsync())!.WithAnalyzers(Verify.Analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None);

    private static async Task AssertCompilesAsync(Project project)
    {
        Assert.Empty(await FindAsync(project));
        using MemoryStream image = new();
        EmitResult emitted = (await project.GetCompilationAsync())!.Emit(image);
        Assert.True(emitted.Success, $"{string.Join('\n', emitted.Diagnostics)}\n{await FixRunner.TextAsync(project)}");
    }

    [GeneratedRegex("^(    )+", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
