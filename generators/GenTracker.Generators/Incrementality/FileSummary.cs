using System;
using System.Collections.Generic;

namespace GenTracker.Generators.Incrementality;

/// <summary>
/// What a file declares, as far as other files can see it. An edit of a body, a comment or white space leaves it equal. It holds no place
/// and no object of the compiler, so the pipeline can keep it.
/// </summary>
internal sealed class FileSummary : IEquatable<FileSummary>
{
    /// <summary>The hash of the whole summary. Summaries are compared by it.</summary>
    public required ulong Hash { get; init; }

    /// <summary>The path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>The types of the file, with nested ones.</summary>
    public required TypeSummary[] Types { get; init; }

    /// <summary>The types that have attributes and a <see cref="TypeSummary.MetadataName"/>: one of the attributes may be <c>[Tracker]</c>.</summary>
    public required TypeSummary[] AttributedTypes { get; init; }

    /// <summary>The parts of the names of its namespaces, each with the hash of the whole name up to it.</summary>
    public required KeyValuePair<string, ulong>[] Namespaces { get; init; }

    /// <summary>The hash of its global usings; 0 if it has none.</summary>
    public required ulong GlobalUsings { get; init; }

    /// <summary>The names in those global usings that import more than a namespace.</summary>
    public required string[] GlobalUsingNames { get; init; }

    /// <summary>Its global aliases, each with the last part of the name that it stands for.</summary>
    public required KeyValuePair<string, string>[] GlobalAliases { get; init; }

    /// <inheritdoc/>
    public bool Equals(FileSummary? other) => other is not null && Hash == other.Hash && Path == other.Path;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FileSummary);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode();
}
