using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Surfaces;

/// <summary>
/// The compilation as it is in one run, and what of it is no source: its options and references. It does not keep the compilation alive,
/// for the pipeline keeps the glimpse of the last run in which a class was read.
/// </summary>
internal sealed class Glimpse(Compilation compilation)
{
    private readonly WeakReference<Compilation> _compilation = new(compilation);
    private readonly string? _assembly = compilation.AssemblyName;
    private readonly CompilationOptions _options = compilation.Options;
    private readonly ImmutableArray<MetadataReference> _references = compilation.ExternalReferences;

    /// <summary>The compilation; asked for in its own run only, where it is alive.</summary>
    public Compilation Compilation =>
        _compilation.TryGetTarget(out Compilation? target) ? target : throw new InvalidOperationException("The compilation of an earlier run was asked for.");

    /// <summary>Whether all is equal that is no source.</summary>
    /// <param name="other">Another run's glimpse.</param>
    /// <returns>True if it is.</returns>
    public bool HasSameSurroundings(Glimpse other) =>
        _assembly == other._assembly
        && (_references == other._references || _references.SequenceEqual(other._references))
        && _options.Equals(other._options);
}
