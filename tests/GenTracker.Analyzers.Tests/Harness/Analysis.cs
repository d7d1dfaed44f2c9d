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

    private Analysis(Project project, ImmutableArray<Diagnostic> fromGenerator, ILookup<bool, Diagnostic> fromCompiler, Compilation output)
    {
        _project = project;
        Output = output;
        FromGenerator = fromGenerator;
        FromAnalyzers = [.. fromCompiler[false]];
        FromCompiler = [.. fromCompiler[true]];
    }

    /// <summary>The project with the generated files.</summary>
    public Compilation Output { get; }

    public ImmutableArray<Diagnostic> FromGenerator { get; }

    public ImmutableArray<Diagnostic> FromAnalyzers { get; }

    /// <summary>The compiler's diagnostics in the sources and in the generated files.</summary>
    public ImmutableArray<Diagnostic> FromCompiler { get; }

    /// <summary>The diagnostics of all rules, each once.</summary>
    public IEnumerable<Diagnostic> FromRules => FromAnalyzers.Concat(FromGenerator.Where(IsOfGenerator));

    /// <summary>The diagnostics that markup must show: those of rules, and the compiler errors that one of our fixes handles.</summary>
    public IEnumerable<Diagnostic> Reported =>
        FromRules.Concat(FromCompiler.Where(diagnostic => Components.FixableCompilerErrors.Contains(diagnostic.Id)));

    /// <summary>Analyzes a project without generated files, once.</summary>
    public static Task<Analysis> RunAsync(Project project) => Cache.GetValue(project, RunOnceAsync);

    private static async Task<Analysis> RunOnceAsync(Project project)
    {
        CSharpCompilation compilation = await project.CompileAsync();
        ImmutableArray<ISourceGenerator> generators = Components.Generators;
        if (compilation.SyntaxTrees.Any(static tree => tree.ToString().Contains("JsonSerializerContext", StringComparison.Ordinal)))
        {
            generators = generators.Add(Components.JsonGenerator);
        }

        if (project.ParseOptions!.Features.Any())
        {
            generators = generators.Add(Components.RequestDelegateGenerator);
        }

        GeneratorDriver driver = CSharpGeneratorDriver.Create(generators, parseOptions: (CSharpParseOptions)project.ParseOptions!);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> fromGenerator);

        // One binding gives the diagnostics of the compiler and of the analyzers. It is the expensive part.
        ILookup<bool, Diagnostic> fromCompiler = (await output.WithAnalyzers(Components.Analyzers).GetAllDiagnosticsAsync(CancellationToken.None))
            .ToLookup(static diagnostic => diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler, StringComparer.Ordinal));

        // The compiler applies a #pragma to the generator's diagnostics too. What the platform's generator reports is its own.
        fromGenerator = [.. fromGenerator.Where(static diagnostic => !diagnostic.IsSuppressed && diagnostic.Id.StartsWith("GT", StringComparison.Ordinal))];
        return new Analysis(project, fromGenerator, fromCompiler, output);
    }

    /// <summary>Fails if the generator and the analyzers report different errors of declarations: a build would print both.</summary>
    public Analysis AssertGeneratorAndAnalyzersAgree()
    {
        Assert.True(
            FromGenerator.Where(static diagnostic => !IsOfGenerator(diagnostic)).ToHashSet()
                .SetEquals(FromAnalyzers.Where(static diagnostic => DiagnosticDescriptors.Declarations.Contains(diagnostic.Descriptor))),
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

    private static bool IsOfGenerator(Diagnostic diagnostic) => Components.RulesOfGenerator.Contains(diagnostic.Descriptor);

    private static string Lines(IEnumerable<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal));
}
