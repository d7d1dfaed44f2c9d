using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;

namespace GenTracker.Tests.Shared;

/// <summary>A page of the documents, and the blocks in it.</summary>
/// <param name="Path">Its path within the repository.</param>
/// <param name="Text">What it says.</param>
internal sealed record MarkdownDocument(string Path, string Text)
{
    private const string Fence = "```";

    private static readonly string[] Folders = ["docs", "samples", "templates", "benchmarks"];

    /// <summary>The repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The README, what lies beside it and in docs, and the pages of samples, templates and benchmarks.</summary>
    public static IReadOnlyList<MarkdownDocument> All { get; } =
    [
        .. Files()
            .Select(static file => System.IO.Path.GetRelativePath(Repository, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(static path => new MarkdownDocument(path, File.ReadAllText(System.IO.Path.Combine(Repository, path)).ReplaceLineEndings("\n"))),
    ];

    /// <summary>Its blocks, in order.</summary>
    public IReadOnlyList<MarkdownBlock> Blocks { get; } = [.. BlocksOf(Path, Text)];

    /// <inheritdoc/>
    public override string ToString() => Path;

    private static IEnumerable<string> Files() =>
        Directory.GetFiles(Repository, "*.md")
            .Concat(Folders.SelectMany(static folder =>
                Directory.GetFiles(System.IO.Path.Combine(Repository, folder), "*.md", SearchOption.AllDirectories)))
            .Where(static file => !file.Replace('\\', '/').Split('/').Any(static part => part is "bin" or "obj"));

    private static IEnumerable<MarkdownBlock> BlocksOf(string path, string text)
    {
        string? language = null;
        int first = 0;
        List<string> lines = [];
        foreach ((int index, string line) in text.Split('\n').Index())
        {
            if (language is null && line.StartsWith(Fence, StringComparison.Ordinal))
            {
                language = line[Fence.Length..].Split(' ')[0];
                first = index + 2;
                lines.Clear();
            }
            else if (language is not null && line == Fence)
            {
                yield return new MarkdownBlock(path, first, language, string.Join('\n', lines) + "\n");
                language = null;
            }
            else
            {
                lines.Add(line);
            }
        }

        if (language is not null) throw new FormatException($"{path}: the block at line {first} has no end.");
    }

    private static string FindRepository([CallerFilePath] string thisFile = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(thisFile, "..", "..", ".."));
}
