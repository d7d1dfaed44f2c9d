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

/// <summary>What the analyzers cost in one compile of tracked classes, a use of each, and five other files for each.</summary>
internal sealed class AnalyzerCosts(IReadOnlyList<MetadataReference> references)
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        .. typeof(DeclarationAnalyzer).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !typeof(DiagnosticSuppressor).IsAssignableFrom(type))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .OrderBy(static rule => rule.SupportedDiagnostics[0].Id, StringComparer.Ordinal),
    ];

    /// <summary>The compiler's own cost: parsing, generating, binding and writing the assembly.</summary>
    public Sample MeasureCompiler(int trackers)
    {
        string[] texts = [.. Files(trackers).Select(static tree => tree.ToString())];
        return Rounds.Measure(3, warm: 1, () => Sample.Measure(() => Emit(texts), out _))[0];
    }

    /// <summary>Each rule with the time that the compiler measures for it, and the bytes that it allocates.</summary>
    public IReadOnlyList<RuleCost> MeasureRules(int trackers)
    {
        Compilation program = SyntheticProgram.Generate(references, Files(trackers));
        Dictionary<DiagnosticAnalyzer, List<double>> times = Rules.ToDictionary(static rule => rule, static _ => new List<double>());
        const int Warm = 2;
        for (int round = 0; round < Warm + 3; round++)
        {
            CompilationWithAnalyzers analysis = Analyze(program, Rules);
            foreach (DiagnosticAnalyzer rule in Rules)
            {
                TimeSpan time = analysis.GetAnalyzerTelemetryInfoAsync(rule, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime;
                if (round >= Warm) times[rule].Add(time.TotalMilliseconds);
            }
        }

        double idle = MeasureBytes(program, []);
        return
        [
            .. Rules.Select(rule => new RuleCost(
                rule.SupportedDiagnostics[0].Id,
                rule.GetType().Name,
                times[rule].Order().ElementAt(1),
                Math.Max(0, MeasureBytes(program, [rule]) - idle))),
        ];
    }

    private bool Emit(string[] texts)
    {
        Compilation output = SyntheticProgram.Generate(references, texts.Select(static (text, index) => SyntheticProgram.Parse($"File{index}.cs", text)));
        if (output.Emit(Stream.Null).Success) return true;
        throw new InvalidOperationException(output.GetDiagnostics().First(static found => found.Severity == DiagnosticSeverity.Error).ToString());
    }

    // Bytes do not depend on the machine, and the timed rounds have jitted all code: one run is enough.
    private static double MeasureBytes(Compilation program, ImmutableArray<DiagnosticAnalyzer> rules) =>
        Sample.Measure(() => Analyze(program, [new IdleAnalyzer(), .. rules]), out _).Bytes;

    private static CompilationWithAnalyzers Analyze(Compilation program, ImmutableArray<DiagnosticAnalyzer> rules)
    {
        CompilationWithAnalyzers analysis = program.Clone().WithAnalyzers(
            rules,
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        ImmutableArray<Diagnostic> found = analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return found.IsEmpty ? analysis : throw new InvalidOperationException("The program must have no finding: " + found[0]);
    }

    private static IEnumerable<SyntaxTree> Files(int trackers) => SyntheticProgram.Many(trackers, SyntheticProgram.Tracker)
        .Concat(SyntheticProgram.Many(trackers, SyntheticProgram.Use))
        .Concat(SyntheticProgram.Many(trackers * 5, static index => SyntheticProgram.Other(index)));
}
