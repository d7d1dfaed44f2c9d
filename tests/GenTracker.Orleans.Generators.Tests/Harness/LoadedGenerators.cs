using System.Collections.Immutable;
using GenTracker.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Orleans.Generators.Tests.Harness;

/// <summary>Adds the core's generator, the cluster's and Orleans' own to a project, as the package references do.</summary>
internal sealed class LoadedGenerators : AnalyzerReference
{
    public override string FullPath => "";

    public override object Id => this;

    /// <summary>The generators. A project knows them by their identity.</summary>
    public static ImmutableArray<ISourceGenerator> All { get; } =
        [new TrackerGenerator().AsSourceGenerator(), new ClusterGenerator().AsSourceGenerator(), TestCompilation.OrleansGenerator];

    public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => All;

    public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => All;

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];
}
