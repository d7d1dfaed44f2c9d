using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests.Harness;

/// <summary>
/// One run of the generator. Every run checks what always holds: the whole program compiles without a warning, except for the diagnostics
/// that the test names; an unrelated edit runs nothing again; and the pipeline keeps no object of the compiler.
/// </summary>
internal sealed class Generation
{
    private Generation(CSharpCompilation input, Compilation output, GeneratorDriver driver, ImmutableArray<Diagnostic> reported)
    {
        Input = input;
        Output = output;
        Driver = driver;
        Reported = reported;
        Files = driver.GetRunResult().Results.Single().GeneratedSources.ToImmutableSortedDictionary(
            static file => file.HintName, static file => file.SourceText.ToString(), StringComparer.Ordinal);
    }

    public CSharpCompilation Input { get; }

    public Compilation Output { get; }

    public GeneratorDriver Driver { get; }

    /// <summary>What the generator reported.</summary>
    public ImmutableArray<Diagnostic> Reported { get; }

    /// <summary>The generated files by name.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; }

    /// <summary>The only generated file.</summary>
    public string File => Assert.Single(Files).Value;

    public static Generation From(params string[] sources) => From(TestCompilation.Create(sources));

    /// <summary>Runs the generator on a program with exactly these errors and warnings, GT and CS.</summary>
    public static Generation WithDiagnostics(string source, params string[] expected) => From(TestCompilation.Create(source), expected);

    public static Generation From(CSharpCompilation input, string[]? expected = null, TrackerGenerator? generator = null)
    {
        GeneratorDriver driver = CreateDriver(input, generator)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> reported);
        Generation generation = new(input, GeneratedWarnings.Enable(output, input), driver, reported);
        GenerationChecks.AssertDiagnostics(input, generation.Output.GetDiagnostics(), reported, expected ?? [], generation.Files);
        SyntaxTree unrelated = TestCompilation.Parse("/// <summary>Unrelated.</summary>\npublic static class Unrelated;", "Unrelated.cs", Options(input));
        GenerationChecks.AssertCached(driver.RunGenerators(input.AddSyntaxTrees(unrelated)).GetRunResult().Results.Single(), TrackerGenerator.ModelStep);
        PipelinePurity.AssertPure(driver.GetRunResult().Results.Single());
        return generation;
    }

    public static GeneratorDriver CreateDriver(CSharpCompilation input, TrackerGenerator? generator = null) => CSharpGeneratorDriver.Create(
        [(generator ?? new TrackerGenerator()).AsSourceGenerator()],
        parseOptions: Options(input),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Compiles the program and loads it.</summary>
    public Assembly Load()
    {
        using MemoryStream stream = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = Output.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Assembly.Load(stream.ToArray());
    }

    private static CSharpParseOptions Options(CSharpCompilation input) => (CSharpParseOptions)input.SyntaxTrees[0].Options;
}
