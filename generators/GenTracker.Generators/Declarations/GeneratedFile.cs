using System;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>
/// The files of this generator. Analyzers see them and the generator does not. Both must find the same, so the declarations ignore these
/// files.
/// </summary>
internal static class GeneratedFile
{
    /// <summary>The end of the names of all generated files.</summary>
    public const string Suffix = ".tracker.g.cs";

    /// <summary>Whether this generator wrote the file.</summary>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(Suffix, StringComparison.Ordinal);
}
