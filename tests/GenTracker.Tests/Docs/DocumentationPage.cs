using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace GenTracker.Tests.Docs;

/// <summary>A page of the documentation, and the tests that it names: as links, <c>[`A_test`](../tests/…/Some.cs)</c>.</summary>
internal sealed partial class DocumentationPage
{
    private readonly string _path;

    public DocumentationPage(string name)
    {
        _path = Path.Combine(Folder, name);
        Text = File.ReadAllText(_path).ReplaceLineEndings("\n");
    }

    public string Text { get; }

    private static string Folder { get; } = FindFolder();

    /// <summary>The tests that a part of the page names.</summary>
    public IEnumerable<NamedTest> TestsIn(string part) =>
        TestLink().Matches(part).Select(link =>
            new NamedTest(link.Groups["name"].Value, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(_path)!, link.Groups["file"].Value))));

    /// <summary>What looks like the name of a test and is no link to it.</summary>
    public IEnumerable<string> LooseNames() => LooseName().Matches(TestLink().Replace(Text, "")).Select(name => name.Value);

    private static string FindFolder([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(thisFile, "..", "..", "..", "..", "docs"));

    [GeneratedRegex(@"\[`(?<name>\w+)`\]\((?<file>[^)]+\.cs)\)")]
    private static partial Regex TestLink();

    [GeneratedRegex(@"`[A-Z][A-Za-z0-9]*_\w+`")]
    private static partial Regex LooseName();
}
