using System;
using System.Collections.Generic;

namespace GenTracker.Generators.Surfaces;

/// <summary>
/// What a file declares, as far as other files can see it. It is the same after an edit of a body, a comment or white space; and as it
/// holds no place and nothing of the compiler, it can be kept.
/// </summary>
internal sealed class FileSurface : IEquatable<FileSurface>
{
    /// <summary>The hash of all of it, by which it is compared.</summary>
    public required ulong Hash { get; init; }

    /// <summary>The file's path.</summary>
    public required string Path { get; init; }

    /// <summary>Its types, nested ones too.</summary>
    public required TypeSurface[] Types { get; init; }

    /// <summary>Those of them that have attributes and a <see cref="TypeSurface.Key"/>: one of the attributes may be <c>[Tracker]</c>.</summary>
    public required TypeSurface[] Marked { get; init; }

    /// <summary>The parts of its namespaces' names, each with the hash of the whole name up to it.</summary>
    public required KeyValuePair<string, ulong>[] Namespaces { get; init; }

    /// <summary>The hash of its global usings; 0 where it has none.</summary>
    public required ulong GlobalUsings { get; init; }

    /// <summary>The names that occur in those global usings by which more than a namespace is opened.</summary>
    public required string[] GlobalMentions { get; init; }

    /// <summary>Its global aliases, each with the last part of what it stands for.</summary>
    public required KeyValuePair<string, string>[] GlobalAliases { get; init; }

    /// <inheritdoc/>
    public bool Equals(FileSurface? other) => other is not null && Hash == other.Hash && Path == other.Path;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FileSurface);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode();
}
