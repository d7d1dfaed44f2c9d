using System.Reflection;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Adds the generator to a project, as the package reference does, so that code fixes see generated code as in an editor.</summary>
internal sealed class LoadedGenerator : IAnalyzerAssemblyLoader
{
    private static readonly Assembly Generators = typeof(DiagnosticDescriptors).Assembly;

    private LoadedGenerator()
    {
    }

    public static AnalyzerReference Reference { get; } = new AnalyzerFileReference(Generators.Location, new LoadedGenerator());

    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath) => Generators;
}
