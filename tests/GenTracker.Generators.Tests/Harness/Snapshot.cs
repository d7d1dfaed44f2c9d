using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Xunit;

namespace GenTracker.Generators.Tests.Harness;

/// <summary>Compares text with a file that is kept with the tests. With UPDATE_SNAPSHOTS=1 the file is written instead.</summary>
internal static class Snapshot
{
    /// <summary>Compares with <c>Snapshots/NAME.verified.cs</c>.</summary>
    public static void Match(string actual, [CallerMemberName] string name = "") =>
        MatchFile(actual, Path.Combine(Directory(), "..", "Snapshots", name + ".verified.cs"));

    /// <summary>Compares with a file anywhere in the repository.</summary>
    public static void MatchFile(string actual, string path)
    {
        path = Path.GetFullPath(path);
        actual = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        string expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected == actual) return;
        var changes = new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, actual).Lines
            .Select(static (line, index) => (Line: line, Number: index + 1))
            .Where(static change => change.Line.Type != ChangeType.Unchanged)
            .Select(static change => $"{change.Number,4} {(change.Line.Type == ChangeType.Inserted ? '+' : '-')} {change.Line.Text}");
        Assert.Fail($"{Path.GetFileName(path)} differs (UPDATE_SNAPSHOTS=1 rewrites it):\n{string.Join('\n', changes)}");
    }

    /// <summary>The repository's root.</summary>
    public static string Root() => Path.GetFullPath(Path.Combine(Directory(), "..", "..", ".."));

    private static string Directory([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
