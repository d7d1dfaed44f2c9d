using System;
using System.Linq;
using GenTracker.CompilerCosts.Subjects;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests.Costs;

/// <summary>
/// What the generator allocates after an edit elsewhere in 1,000 files, against one that reads only the names of the same classes. Bytes are
/// the same on every machine, busy or not. <c>benchmarks/GenTracker.CompilerCosts</c> measures times too.
/// </summary>
public class UnrelatedEditCostTests
{
    private const double Goal = 1.0;

    private const int Files = 1000;

    private const string Member = "\n\n    public int More => 1;", Comment = "\n\n    // A comment.";

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(200)]
    public void An_edit_elsewhere_costs_no_more_than_reading_the_names_of_the_classes(int trackers)
    {
        CSharpCompilation program = CreateProgram(trackers);
        GeneratorDriver ours = Start(new TrackerGenerator(), program), namesOnly = Start(new NamesOnlyGenerator(), program);

        Assert.All([Member, Comment], edit =>
        {
            double ratio = (double)Bytes(ours, program, edit) / Bytes(namesOnly, program, edit);
            Assert.True(ratio <= Goal, $"An unrelated edit makes the generator allocate {ratio:0.00} times what reading names does. The goal is {Goal}.");
        });
    }

    [Fact]
    public void A_generator_that_reads_all_classes_again_misses_the_goal()
    {
        CSharpCompilation program = CreateProgram(trackers: 20);
        GeneratorDriver attributeDriven = Start(new AttributeDrivenGenerator(), program), namesOnly = Start(new NamesOnlyGenerator(), program);

        double ratio = (double)Bytes(attributeDriven, program, Member) / Bytes(namesOnly, program, Member);

        Assert.True(ratio > Goal, $"A generator that reads all classes again allocates {ratio:0.00} times what reading names does.");
    }

    /// <summary>The least of some runs: the first ones fill caches of the compiler, and a garbage collection empties its pools.</summary>
    private static long Bytes(GeneratorDriver driver, CSharpCompilation program, string more) => Enumerable.Range(0, 6).Min(_ =>
    {
        CSharpCompilation edited = program.ReplaceSyntaxTree(program.SyntaxTrees[^1], SyntheticProgram.Other(Files - 1, more));
        long before = GC.GetAllocatedBytesForCurrentThread();
        driver.RunGenerators(edited);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });

    private static GeneratorDriver Start(IIncrementalGenerator generator, CSharpCompilation program)
    {
        GeneratorDriver driver =
            CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: SyntheticProgram.ParseOptions).RunGenerators(program);

        // A generator that found no class would cost nothing.
        Assert.NotEmpty(driver.GetRunResult().GeneratedTrees);
        return driver;
    }

    private static CSharpCompilation CreateProgram(int trackers) => SyntheticProgram.Create(
        TestCompilation.References,
        SyntheticProgram.Many(trackers, SyntheticProgram.Tracker)
            .Concat(Enumerable.Range(trackers, Files - trackers).Select(static index => SyntheticProgram.Other(index))));
}
