using System;
using System.Collections.Immutable;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using GenTracker.CompilerCosts.Costs;
using GenTracker.CompilerCosts.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GenTracker.Analyzers.Tests.Costs;

/// <summary>What all rules together allocate, beyond what any analyzer makes the compiler allocate, against what the compiler allocates for itself.</summary>
[Collection(nameof(OneAtATime))]
public class AllocationTests
{
    /// <summary>It is some five in a hundred of a program this small, and less of larger ones: docs/performance-compiler.md.</summary>
    private const double Most = 0.07;

    private const int Classes = 20;

    [Fact]
    public async Task All_rules_together_allocate_a_small_part_of_what_the_compiler_does()
    {
        SyntaxTree[] files =
        [
            .. SyntheticProgram.Many(Classes, SyntheticProgram.Tracker), .. SyntheticProgram.Many(Classes, SyntheticProgram.Use),
            .. SyntheticProgram.Many(Classes * 5, static index => SyntheticProgram.Other(index)),
        ];
        Compilation program = SyntheticProgram.Generated(TestProject.Platform, files);

        double compiler = await BytesAsync(() => Task.FromResult(SyntheticProgram.Generated(TestProject.Platform, files).Emit(Stream.Null).Success));
        double idle = await BytesAsync(() => AnalyzeAsync(program, [new IdleAnalyzer()]));
        double all = await BytesAsync(() => AnalyzeAsync(program, [new IdleAnalyzer(), .. Components.Analyzers]));

        Assert.True(all > idle, "The rules were not run.");
        Assert.True(all - idle <= Most * compiler, $"{all - idle:N0} bytes are {(all - idle) / compiler:P1} of the compiler's {compiler:N0}, and {Most:P0} are allowed.");
    }

    /// <summary>The least of some runs: the first one fills what is kept for good.</summary>
    private static async Task<long> BytesAsync(Func<Task<bool>> work)
    {
        long least = long.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Assert.True(await work());
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    private static async Task<bool> AnalyzeAsync(Compilation program, ImmutableArray<DiagnosticAnalyzer> rules)
    {
        CompilationWithAnalyzers analysis = program.Clone().WithAnalyzers(
            rules, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        return (await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None)).IsEmpty;
    }
}
