using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Incrementality;

/// <summary>The parts of a pipeline that all generators have: which types may have changed, and the report of what is wrong.</summary>
internal static class Pipeline
{
    /// <summary>Finds the types with attributes, and hashes what each depends on.</summary>
    /// <param name="context">The generator.</param>
    /// <param name="step">The name of the step.</param>
    /// <param name="index">The declarations of all files.</param>
    /// <param name="snapshot">The program, in which the mentioned generated types are known.</param>
    public static IncrementalValuesProvider<DependencyHash> HashDependencies(
        this IncrementalGeneratorInitializationContext context,
        string step,
        out IncrementalValueProvider<DeclarationIndex> index,
        out IncrementalValueProvider<CompilationSnapshot> snapshot)
    {
        IncrementalValuesProvider<FileSummary> files = context.CompilationProvider
            .SelectMany(static (compilation, _) => compilation.SyntaxTrees)
            .Select(FileSummaryReader.Read);
        index = files.Collect().Select(static (all, _) => new DeclarationIndex(all));
        IncrementalValuesProvider<DependencyHash> hashes = files
            .SelectMany(static (file, _) => file.AttributedTypes)
            .Combine(index)
            .Select(static (pair, _) => pair.Right.HashDependencies(pair.Left))
            .Where(static hash => hash is not null)
            .Select(static (hash, _) => hash!)
            .WithTrackingName(step);
        snapshot = context.CompilationProvider
            .Combine(hashes.SelectMany(static (hash, _) => hash.Mentioned.AsImmutableArray()).Collect())
            .Select(static (pair, _) => new CompilationSnapshot(pair.Left, pair.Right));
        return hashes;
    }

    /// <summary>Finds diagnostics again after each edit. Nothing runs here in a program without errors.</summary>
    /// <param name="context">The generator.</param>
    /// <param name="names">The types or files that may have some.</param>
    /// <param name="step">The name of the step.</param>
    /// <param name="find">Finds those of one of them.</param>
    public static void RegisterDiagnostics(
        this IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<string> names,
        string step,
        Func<string, Compilation, CancellationToken, IEnumerable<DiagnosticInfo>> find) =>
        context.RegisterSourceOutput(names.WithTrackingName(step).Combine(context.CompilationProvider), (output, item) =>
            output.Report(find(item.Left, item.Right, output.CancellationToken)));

    /// <summary>Reports diagnostics.</summary>
    public static void Report(this SourceProductionContext output, IEnumerable<DiagnosticInfo> diagnostics)
    {
        foreach (DiagnosticInfo diagnostic in diagnostics) output.ReportDiagnostic(diagnostic.ToDiagnostic());
    }
}
