using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Gives a project the generator, as the package reference does: code fixes see generated code in the user's editor too.</summary>
internal sealed class GeneratorReference : AnalyzerReference
{
    private GeneratorReference()
    {
    }

    /// <summary>The reference.</summary>
    public static GeneratorReference Instance { get; } = new();

    /// <inheritdoc/>
    public override string FullPath => Id;

    /// <inheritdoc/>
    public override string Id => "GenTracker";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

    /// <inheritdoc/>
    public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => Components.Generators;
}
