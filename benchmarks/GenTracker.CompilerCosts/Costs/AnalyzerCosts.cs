using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using GenTracker.Analyzers;
using GenTracker.CompilerCosts.Measuring;
using GenTracker.CompilerCosts.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.CompilerCosts.Costs;

/// <summary>What the analyzers cost in one compile of 200 tracked classes, their uses, and 1 000 other files.</summary>
internal sealed class AnalyzerCosts(IReadOnlyList<MetadataReference> references)
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        .. typeof(DeclarationAnalyzer).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !typeof(DiagnosticSuppressor).IsAssignableFrom(type))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .OrderBy(static rule => rule.SupportedDiagnostics[0].Id, StringComparer.Ordinal),
    ];

    /// <summary>What the compiler needs for itself: reading the files, generating, binding and writing the assembly.</summary>
    /// <param name="scale">How many tracked classes.</param>
    /// <returns>Its cost.</returns>
    public Sample Compile(int scale)
    {
        string[] texts = [.. Files(scale).Select(static tree => tree.ToString())];
        return Rounds.Measure(3, warm: 1, () => Sample.Of(
            () =>
            {
                Compilation output = SyntheticProgram.Generated(references, texts.Select(static (text, index) => SyntheticProgram.Parse($"File{index}.cs", text)));
                return output.Emit(Stream.Null).Success ? 0 : throw new InvalidOperationException(output.GetDiagnostics().First(static found => found.Severity == DiagnosticSeverity.Error).ToString());
            },
            out _))[0];
    }

    /// <summary>All rules, each with the time that the compiler measures for it and the bytes that it allocates.</summary>
    /// <param name="scale">How many tracked classes.</param>
    /// <returns>The rules.</returns>
    public IReadOnlyList<(string Id, string Name, double Milliseconds, double Bytes)> Each(int scale)
    {
        Compilation program = SyntheticProgram.Generated(references, Files(scale));
        Dictionary<DiagnosticAnalyzer, List<double>> times = Rules.ToDictionary(static rule => rule, static _ => new List<double>());
        const int Warm = 2;
        for (int round = 0; round < Warm + 3; round++)
        {
            CompilationWithAnalyzers analysis = Analyze(program, Rules);
            foreach (DiagnosticAnalyzer rule in Rules)
            {
                double time = analysis.GetAnalyzerTelemetryInfoAsync(rule, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime.TotalMilliseconds;
                if (round >= Warm) times[rule].Add(time);
            }
        }

        double idle = Bytes(program, []);
        return [.. Rules.Select(rule => (rule.SupportedDiagnostics[0].Id, rule.GetType().Name, times[rule].Order().ElementAt(1), Math.Max(0, Bytes(program, [rule]) - idle)))];
    }

    // Bytes do not depend on the machine, and all code is warm from the rounds that are timed: one look is enough.
    private static double Bytes(Compilation program, ImmutableArray<DiagnosticAnalyzer> rules) =>
        Sample.Of(() => Analyze(program, [new IdleAnalyzer(), .. rules]), out _).Bytes;

    private static CompilationWithAnalyzers Analyze(Compilation program, ImmutableArray<DiagnosticAnalyzer> rules)
    {
        CompilationWithAnalyzers analysis = program.Clone().WithAnalyzers(
            rules, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        ImmutableArray<Diagnostic> found = analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return found.IsEmpty ? analysis : throw new InvalidOperationException("The program should be without a finding: " + found[0]);
    }

    private static IEnumerable<SyntaxTree> Files(int scale) => SyntheticProgram.Many(scale, SyntheticProgram.Tracker)
        .Concat(SyntheticProgram.Many(scale, SyntheticProgram.Use))
        .Concat(SyntheticProgram.Many(scale * 5, static index => SyntheticProgram.Other(index)));
}
