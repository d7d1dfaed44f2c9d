using System;
using System.Linq;
using GenTracker.CompilerCosts.Subjects;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests.Costs;

/// <summary>What the generator allocates when it runs for the first time, against the SDK's generator of log methods on as many members.</summary>
public class FirstRunCostTests
{
    private const double Goal = 1.0;

    private const int Classes = 40;

    [Fact]
    public void A_first_run_costs_no_more_than_that_of_the_generator_of_log_methods()
    {
        double ratio = (double)Bytes(new TrackerGenerator(), SyntheticProgram.Tracker) / Bytes(LoggerMessageGenerator.Load(), SyntheticProgram.Logger);

        Assert.True(ratio <= Goal, $"A first run allocates {ratio:0.00} times what that of the LoggerMessage generator does, and {Goal} is the goal.");
    }

    /// <summary>The least of some runs, each with a program that nothing was bound of.</summary>
    private static long Bytes(IIncrementalGenerator generator, Func<int, SyntaxTree> file)
    {
        SyntaxTree[] files = [.. SyntheticProgram.Many(Classes, file)];
        return Enumerable.Range(0, 6).Min(_ =>
        {
            CSharpCompilation program = SyntheticProgram.Of(TestCompilation.References, files);
            GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: SyntheticProgram.ParseOptions);
            long before = GC.GetAllocatedBytesForCurrentThread();
            GeneratorDriverRunResult run = driver.RunGenerators(program).GetRunResult();
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;

            // A generator that found nothing to do would cost nothing.
            Assert.NotEmpty(run.GeneratedTrees);
            Assert.Empty(run.Diagnostics);
            return bytes;
        });
    }
}
