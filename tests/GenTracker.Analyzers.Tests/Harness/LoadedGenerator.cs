using System.Reflection;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Gives a project the generator, as the package reference does: code fixes see generated code in the user's editor too.</summary>
internal sealed class LoadedGenerator : IAnalyzerAssemblyLoader
{
    private static readonly Assembly Generators = typeof(Rules).Assembly;

    private LoadedGenerator()
    {
    }

    /// <summary>The reference to the generator's assembly, which this program has loaded already.</summary>
    public static AnalyzerReference Reference { get; } = new AnalyzerFileReference(Generators.Location, new LoadedGenerator());

    /// <inheritdoc/>
    public void AddDependencyLocation(string fullPath)
    {
    }

    /// <inheritdoc/>
    public Assembly LoadFromPath(string fullPath) => Generators;
}
