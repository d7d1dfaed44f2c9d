using System.Collections.Immutable;
using GenTracker.CompilerCosts.Costs;
using GenTracker.CompilerCosts.Subjects;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.Costs;

/// <summary>Compares the allocations of all rules, without those of an idle analyzer, with the allocations of the compiler.</summary>
[Collection(nameof(OneAtATime))]
public class AllocationTests
{
    /// <summary>The rules allocate about 5 % in a program as small as this one, and less in larger ones: see docs/performance-compiler.md.</summary>
    private const double Most = 0.07;

    private const int Classes = 20;

    [Fact]
    public async Task All_rules_together_allocate_little_compared_to_the_compiler()
    {
        SyntaxTree[] files =
        [
            .. SyntheticProgram.Many(Classes, SyntheticProgram.Tracker), .. SyntheticProgram.Many(Classes, SyntheticProgram.Use),
            .. SyntheticProgram.Many(Classes * 5, static index => SyntheticProgram.Other(index)),
        ];
        Compilation program = SyntheticProgram.Generate(TestProject.Platform, files);

        double compiler = await BytesAsync(() => Task.FromResult(SyntheticProgram.Generate(TestProject.Platform, files).Emit(Stream.Null).Success));
        double idle = await BytesAsync(() => AnalyzeAsync(program, [new IdleAnalyzer()]));
        double all = await BytesAsync(() => AnalyzeAsync(program, [new IdleAnalyzer(), .. Components.Analyzers]));

        Assert.True(all > idle, "The rules did not run.");
        Assert.True(
            all - idle <= Most * compiler,
            $"{all - idle:N0} bytes are {(all - idle) / compiler:P1} of the compiler's {compiler:N0}; at most {Most:P0} are allowed.");
    }

    /// <summary>The minimum of three runs. The first run fills the caches.</summary>
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
            rules, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        return (await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None)).IsEmpty;
    }
}
