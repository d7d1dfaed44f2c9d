using System;
using System.Linq;
using GenTracker.CompilerCosts.Subjects;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests.Costs;

/// <summary>
/// What an edit elsewhere makes the generator allocate, against one that reads only the names of the same classes. Bytes are the same on every machine, busy or not;
/// what times are, <c>benchmarks/GenTracker.CompilerCosts</c> measures.
/// </summary>
public class UnrelatedEditCostTests
{
    private const double Goal = 1.25;

    private const int Edited = 20;

    private static readonly CSharpCompilation Program = SyntheticProgram.Of(
        TestCompilation.References,
        [.. SyntheticProgram.Many(40, SyntheticProgram.Tracker), .. SyntheticProgram.Many(160, static index => SyntheticProgram.Other(index))]);

    [Theory]
    [InlineData("\n\n    public int More => 1;")]
    [InlineData("\n\n    // A comment.")]
    public void An_edit_elsewhere_costs_little_more_than_reading_the_names_of_the_classes(string more)
    {
        double ratio = Ratio(new TrackerGenerator(), more);

        Assert.True(ratio <= Goal, $"An unrelated edit makes the generator allocate {ratio:0.00} times what reading names does, and {Goal} is the goal.");
    }

    [Fact]
    public void A_generator_that_depends_on_the_whole_program_is_found_out()
    {
        double ratio = Ratio(new WholeProgramGenerator(), "\n\n    public int More => 1;");

        Assert.True(ratio > Goal, $"A generator that writes everything again was found to allocate {ratio:0.00} times what reading names does.");
    }

    private static double Ratio(IIncrementalGenerator generator, string more)
    {
        GeneratorDriver ours = Driver(generator), namesOnly = Driver(new NamesOnlyGenerator());
        return (double)Bytes(ours, more) / Bytes(namesOnly, more);
    }

    /// <summary>The least of some runs: the first ones fill caches of the compiler, and a collection in the midst of one empties its pools.</summary>
    private static long Bytes(GeneratorDriver driver, string more) => Enumerable.Range(0, 8).Min(_ =>
    {
        CSharpCompilation edited = Program.ReplaceSyntaxTree(Program.SyntaxTrees.Single(static tree => tree.FilePath == $"Others/Order{Edited}.cs"), SyntheticProgram.Other(Edited, more));
        long before = GC.GetAllocatedBytesForCurrentThread();
        driver.RunGenerators(edited);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });

    private static GeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: SyntheticProgram.ParseOptions).RunGenerators(Program);

    /// <summary>The mistake that the goal is there for: each class is read again from the compilation, which every edit makes anew.</summary>
    private sealed class WholeProgramGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName("GenTracker.TrackerAttribute", static (_, _) => true, static (found, _) => found.TargetSymbol.Name).Combine(context.CompilationProvider),
            static (output, pair) => output.AddSource(pair.Left + ".g.cs", "// " + string.Join(", ", pair.Right.GetTypeByMetadataName("App.Streams." + pair.Left)!.GetMembers())));
    }
}
