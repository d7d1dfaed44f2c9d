using System;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>
/// The files that this generator wrote. The generator does not see them, analyzers do; as both ask the same questions, what they
/// hold is left out of the answers.
/// </summary>
internal static class GeneratedFile
{
    /// <summary>How the names of all generated files end.</summary>
    public const string Suffix = ".tracker.g.cs";

    /// <summary>Whether this generator wrote the file.</summary>
    /// <param name="tree">The file.</param>
    /// <returns>True if it did.</returns>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(Suffix, StringComparison.Ordinal);
}
