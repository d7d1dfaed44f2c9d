using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Incrementality;

/// <summary>
/// The compilation of one run, with its options and references. The pipeline keeps the snapshot of the last run that read a class, so the
/// snapshot holds the compilation itself weakly.
/// </summary>
/// <param name="compilation">The compilation.</param>
/// <param name="mentioned">The full names of the tracked classes whose generated types some class may name.</param>
internal sealed class CompilationSnapshot(Compilation compilation, ImmutableArray<string> mentioned)
{
    private readonly WeakReference<Compilation> _compilation = new(compilation);
    private readonly string? _assemblyName = compilation.AssemblyName;
    private readonly CompilationOptions _options = compilation.Options;
    private readonly ImmutableArray<MetadataReference> _references = compilation.ExternalReferences;

    /// <summary>The compilation. Only its own run may ask for it, and that run keeps it alive.</summary>
    public Compilation Compilation =>
        _compilation.TryGetTarget(out Compilation? target) ? target : throw new InvalidOperationException("The compilation of an earlier run was asked for.");

    /// <summary>The compilation to read a class in: with the generated types that the class may name. Only its own run may ask for it.</summary>
    public Compilation GetFor(EquatableArray<string> mentionedByClass, CancellationToken cancellationToken) =>
        mentionedByClass.Count == 0 ? Compilation : ExtendedCompilation.Get(Compilation, mentioned, cancellationToken);

    /// <summary>Whether the other compilation has the same assembly name, options and references.</summary>
    public bool HasSameOptionsAndReferences(CompilationSnapshot other) =>
        _assemblyName == other._assemblyName
        && (_references == other._references || _references.SequenceEqual(other._references))
        && _options.Equals(other._options);
}
