using System;
using System.Linq;
using GenTracker.CompilerCosts.Subjects;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests.Costs;

/// <summary>What the generator allocates in its first run, against the SDK's LoggerMessage generator on as many members.</summary>
public class FirstRunCostTests
{
    private const double Bound = 0.9;

    private const int Classes = 40;

    [Fact]
    public void A_first_run_costs_less_than_that_of_the_LoggerMessage_generator()
    {
        double ratio = (double)Bytes(new TrackerGenerator(), SyntheticProgram.Tracker) / Bytes(LoggerMessageGenerator.Load(), SyntheticProgram.Logger);

        Assert.True(ratio <= Bound, $"A first run allocates {ratio:0.00} times what that of the LoggerMessage generator does. The bound is {Bound}.");
    }

    /// <summary>The least of some runs, each with a program of which nothing is bound yet.</summary>
    private static long Bytes(IIncrementalGenerator generator, Func<int, SyntaxTree> file)
    {
        SyntaxTree[] files = [.. SyntheticProgram.Many(Classes, file)];
        return Enumerable.Range(0, 6).Min(_ =>
        {
            CSharpCompilation program = SyntheticProgram.Create(TestCompilation.References, files);
            GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: SyntheticProgram.ParseOptions);
            long before = GC.GetAllocatedBytesForCurrentThread();
            GeneratorDriverRunResult run = driver.RunGenerators(program).GetRunResult();
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;

            // A generator that found no class would cost nothing.
            Assert.NotEmpty(run.GeneratedTrees);
            Assert.Empty(run.Diagnostics);
            return bytes;
        });
    }
}
