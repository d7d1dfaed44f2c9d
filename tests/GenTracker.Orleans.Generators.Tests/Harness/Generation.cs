using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators;
using GenTracker.Generators.Tests.Harness;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Orleans.Generators.Tests.Harness;

/// <summary>
/// One run of three generators beside each other: the core's, the cluster's and Orleans' own. Every run checks what always holds: the whole program compiles
/// without a warning, except for the diagnostics that the test names; an unrelated edit writes nothing again; and the pipeline keeps no object of the compiler.
/// </summary>
internal sealed class Generation
{
    private Generation(CSharpCompilation input, Compilation output, GeneratorDriver driver, ImmutableArray<Diagnostic> reported)
    {
        Input = input;
        Output = output;
        Driver = driver;
        Reported = reported;
        Files = Result(driver).GeneratedSources.ToImmutableSortedDictionary(
            static file => file.HintName, static file => file.SourceText.ToString(), StringComparer.Ordinal);
    }

    public CSharpCompilation Input { get; }

    public Compilation Output { get; }

    public GeneratorDriver Driver { get; }

    /// <summary>What the cluster's generator reported.</summary>
    public ImmutableArray<Diagnostic> Reported { get; }

    /// <summary>The files of the cluster's generator by name.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; }

    /// <summary>The only file of the cluster's generator.</summary>
    public string File => Assert.Single(Files).Value;

    public static Generation From(params string[] sources) => From(TestCompilation.Create(sources));

    /// <summary>Runs the generators on a program with exactly these errors and warnings, GT and CS.</summary>
    public static Generation WithDiagnostics(string source, params string[] expected) => From(TestCompilation.Create(source), expected);

    public static Generation From(CSharpCompilation input, string[]? expected = null)
    {
        GeneratorDriver driver = CreateDriver().RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> reported);
        Generation generation = new(
            input, EnableWarnings(output, input), driver, [.. reported.Where(static diagnostic => diagnostic.Id.StartsWith("GT", StringComparison.Ordinal))]);
        IEnumerable<Diagnostic> compiled = generation.Output.GetDiagnostics()
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || !IsOfOrleans(diagnostic.Location.SourceTree));
        GenerationChecks.AssertDiagnostics(input, compiled, generation.Reported, expected ?? [], generation.Files);
        SyntaxTree unrelated = TestCompilation.Parse("/// <summary>Unrelated.</summary>\npublic static class Unrelated;", "Unrelated.cs");
        GenerationChecks.AssertCached(Result(driver.RunGenerators(input.AddSyntaxTrees(unrelated))), ClusterGenerator.ModelStep);
        PipelinePurity.AssertPure(Result(driver));
        return generation;
    }

    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        LoadedGenerators.All,
        parseOptions: TestCompilation.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorRunResult Result(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single(static result => result.Generator.GetGeneratorType() == typeof(ClusterGenerator));

    /// <summary>The reasons of the outputs of a step of the cluster's generator.</summary>
    public static IncrementalStepRunReason[] ReasonsOf(GeneratorDriver driver, string step) =>
        [.. Result(driver).TrackedSteps[step].SelectMany(static run => run.Outputs).Select(static output => output.Reason)];

    /// <summary>Turns the warnings of our generated files on. Those of Orleans' generator are not our matter.</summary>
    private static Compilation EnableWarnings(Compilation output, Compilation input)
    {
        SyntaxTree[] foreign = [.. output.SyntaxTrees.Where(tree => !input.ContainsSyntaxTree(tree) && IsOfOrleans(tree))];
        return GeneratedWarnings.Enable(output.RemoveSyntaxTrees(foreign), input).AddSyntaxTrees(foreign);
    }

    private static bool IsOfOrleans(SyntaxTree? tree) => tree?.FilePath.Contains("Orleans.CodeGenerator", StringComparison.Ordinal) == true;
}
