using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>What the compiler, the generator and all analyzers say of a project, as one build runs them.</summary>
internal sealed class Analysis
{
    private static readonly ConditionalWeakTable<Project, Task<Analysis>> Made = new();

    private readonly Project _project;

    private Analysis(Project project, ImmutableArray<Diagnostic> fromGenerator, ImmutableArray<Diagnostic> fromAnalyzers, Compilation output)
    {
        _project = project;
        Output = output;
        FromGenerator = fromGenerator;
        FromAnalyzers = fromAnalyzers;
        FromCompiler = output.GetDiagnostics();
    }

    /// <summary>What is compiled: the project with what was generated.</summary>
    public Compilation Output { get; }

    /// <summary>What the generator reports.</summary>
    public ImmutableArray<Diagnostic> FromGenerator { get; }

    /// <summary>What the analyzers report.</summary>
    public ImmutableArray<Diagnostic> FromAnalyzers { get; }

    /// <summary>The compiler's own findings, in what the user wrote and in what was generated.</summary>
    public ImmutableArray<Diagnostic> FromCompiler { get; }

    /// <summary>What has to be marked: the analyzers' findings, and the compiler's that a fix of ours cures.</summary>
    public IEnumerable<Diagnostic> Marked => FromAnalyzers.Concat(FromCompiler.Where(diagnostic => Components.FixedOfTheCompilers.Contains(diagnostic.Id)));

    /// <summary>Analyzes a project, once.</summary>
    /// <param name="project">The project, without generated files.</param>
    public static Task<Analysis> OfAsync(Project project) => Made.GetValue(project, MakeAsync);

    private static async Task<Analysis> MakeAsync(Project project)
    {
        List<SyntaxTree> trees = [];
        foreach (Document document in project.Documents)
        {
            trees.Add((await document.GetSyntaxTreeAsync())!);
        }

        CSharpCompilation compilation = CSharpCompilation.Create(
            project.AssemblyName, trees, project.MetadataReferences, (CSharpCompilationOptions)project.CompilationOptions!);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(Components.Generators, parseOptions: (CSharpParseOptions)project.ParseOptions!);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> fromGenerator);
        ImmutableArray<Diagnostic> fromAnalyzers = await output.WithAnalyzers(Components.Analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None);

        // As the compiler does: a #pragma speaks to the generator too.
        fromGenerator = [.. fromGenerator.Where(diagnostic => !diagnostic.IsSuppressed)];
        return new Analysis(project, fromGenerator, fromAnalyzers, output);
    }

    /// <summary>Fails where the generator and the analyzers do not say the same of declarations, which a build would print twice.</summary>
    public Analysis GeneratorAndAnalyzersAgree()
    {
        Assert.True(
            FromGenerator.ToHashSet().SetEquals(FromAnalyzers.Where(diagnostic => Rules.OfDeclarations.Contains(diagnostic.Descriptor))),
            $"the generator says:\n{Lines(FromGenerator)}\nthe analyzers say:\n{Lines(FromAnalyzers)}");
        return this;
    }

    /// <summary>Fails where anything is wrong with the project.</summary>
    public async Task IsCleanAsync()
    {
        IEnumerable<Diagnostic> found = FromAnalyzers
            .Concat(FromGenerator)
            .Concat(FromCompiler.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.True(!found.Any(), $"{Lines(found)}\n{await AnnotatedAsync()}");
    }

    /// <summary>The project's files with <see cref="Marked"/> marked in them.</summary>
    public async Task<string> AnnotatedAsync()
    {
        List<string> files = [];
        foreach (Document document in _project.Documents)
        {
            SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
            files.Add(Markup.Annotate(tree.ToString(), Marked.Where(diagnostic => diagnostic.Location.SourceTree == tree)));
        }

        return string.Join(TestProject.FileSeparator, files);
    }

    private static string Lines(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal));
}
