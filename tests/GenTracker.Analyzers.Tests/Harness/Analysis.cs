using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>The diagnostics of the compiler, the generator and all analyzers in a project, run together as a build runs them.</summary>
internal sealed class Analysis
{
    private static readonly ConditionalWeakTable<Project, Task<Analysis>> Cache = new();

    private readonly Project _project;

    private Analysis(Project project, ImmutableArray<Diagnostic> fromGenerator, ImmutableArray<Diagnostic> fromAnalyzers, Compilation output)
    {
        _project = project;
        Output = output;
        FromGenerator = fromGenerator;
        FromAnalyzers = fromAnalyzers;
        FromCompiler = output.GetDiagnostics();
    }

    /// <summary>The project with the generated files.</summary>
    public Compilation Output { get; }

    public ImmutableArray<Diagnostic> FromGenerator { get; }

    public ImmutableArray<Diagnostic> FromAnalyzers { get; }

    /// <summary>The compiler's diagnostics in the sources and in the generated files.</summary>
    public ImmutableArray<Diagnostic> FromCompiler { get; }

    /// <summary>The diagnostics that markup must show: the analyzers', and the compiler errors that one of our fixes handles.</summary>
    public IEnumerable<Diagnostic> Reported =>
        FromAnalyzers.Concat(FromCompiler.Where(diagnostic => Components.FixableCompilerErrors.Contains(diagnostic.Id)));

    /// <summary>Analyzes a project without generated files, once.</summary>
    public static Task<Analysis> RunAsync(Project project) => Cache.GetValue(project, RunOnceAsync);

    private static async Task<Analysis> RunOnceAsync(Project project)
    {
        List<SyntaxTree> trees = [];
        foreach (Document document in project.Documents)
        {
            trees.Add((await document.GetSyntaxTreeAsync())!);
        }

        CSharpCompilation compilation = CSharpCompilation.Create(
            project.AssemblyName, trees, project.MetadataReferences, (CSharpCompilationOptions)project.CompilationOptions!);
        bool hasJson = trees.Exists(static tree => tree.ToString().Contains("JsonSerializerContext", StringComparison.Ordinal));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            hasJson ? Components.Generators.Add(Components.JsonGenerator) : Components.Generators, parseOptions: (CSharpParseOptions)project.ParseOptions!);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> fromGenerator);
        ImmutableArray<Diagnostic> fromAnalyzers = await output.WithAnalyzers(Components.Analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None);

        // The compiler applies a #pragma to the generator's diagnostics too. What the platform's generator reports is its own.
        fromGenerator = [.. fromGenerator.Where(static diagnostic => !diagnostic.IsSuppressed && diagnostic.Id.StartsWith("GT", StringComparison.Ordinal))];
        return new Analysis(project, fromGenerator, fromAnalyzers, output);
    }

    /// <summary>Fails if the generator and the analyzers report different errors of declarations: a build would print both.</summary>
    public Analysis AssertGeneratorAndAnalyzersAgree()
    {
        Assert.True(
            FromGenerator.ToHashSet().SetEquals(FromAnalyzers.Where(diagnostic => DiagnosticDescriptors.Declarations.Contains(diagnostic.Descriptor))),
            $"the generator reports:\n{Lines(FromGenerator)}\nthe analyzers report:\n{Lines(FromAnalyzers)}");
        return this;
    }

    /// <summary>Fails if anything is reported except compiler warnings.</summary>
    public async Task AssertCleanAsync()
    {
        IEnumerable<Diagnostic> found = FromAnalyzers
            .Concat(FromGenerator)
            .Concat(FromCompiler.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.True(!found.Any(), $"{Lines(found)}\n{await AnnotateAsync()}");
    }

    /// <summary>Returns the files with markup for <see cref="Reported"/>.</summary>
    public async Task<string> AnnotateAsync()
    {
        List<string> files = [];
        foreach (Document document in _project.Documents)
        {
            SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
            files.Add(Markup.Annotate(tree.ToString(), Reported.Where(diagnostic => diagnostic.Location.SourceTree == tree)));
        }

        return string.Join(TestProject.FileSeparator, files);
    }

    private static string Lines(IEnumerable<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal));
}
