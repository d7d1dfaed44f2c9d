using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Xunit;

namespace GenTracker.Tests.Shared;

/// <summary>Compares a text with a committed file beside the test; a run with UPDATE_SNAPSHOTS=1 writes the file instead.</summary>
internal static class Snapshot
{
    /// <summary>Fails with a diff where the text is not the file's.</summary>
    /// <param name="actual">The text; line ends are taken as <c>\n</c>.</param>
    /// <param name="fileName">The file, relative to the folder of the calling source: <c>Some.verified.txt</c>.</param>
    /// <param name="caller">The calling source, given by the compiler.</param>
    public static void Match(string actual, string fileName, [CallerFilePath] string caller = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(caller)!, fileName);
        string text = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        string expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected != text)
        {
            Assert.Fail($"{fileName} differs; a run with UPDATE_SNAPSHOTS=1 accepts it:\n{Diff(expected, text)}");
        }
    }

    private static string Diff(string expected, string actual) =>
        string.Join('\n', new InlineDiffBuilder(new Differ())
            .BuildDiffModel(expected, actual, ignoreWhitespace: false)
            .Lines
            .Where(line => line.Type != ChangeType.Unchanged)
            .Select(line => (line.Type == ChangeType.Inserted ? "+ " : "- ") + line.Text));
}
