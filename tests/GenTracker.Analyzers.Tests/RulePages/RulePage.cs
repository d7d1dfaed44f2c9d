using System.Text.RegularExpressions;
using GenTracker.Tests.Shared;

namespace GenTracker.Analyzers.Tests.RulePages;

/// <summary>A parsed page of docs/rules.</summary>
internal sealed partial class RulePage
{
    private readonly Dictionary<string, string> _sections = [];

    private RulePage(string text)
    {
        string[] parts = text.Split("\n## ");
        Title = parts[0].Split('\n')[0];
        Severity = Cell(parts[0], "Severity");
        Fix = Cell(parts[0], "Code fix");
        foreach (string part in parts.Skip(1))
        {
            int end = part.IndexOf('\n', StringComparison.Ordinal);
            _sections.Add(part[..end], part[(end + 1)..]);
        }

        Sections = [.. parts.Skip(1).Select(static part => part.Split('\n')[0])];
    }

    public static string Folder { get; } = Path.Combine(MarkdownDocument.Repository, "docs", "rules");

    public string Title { get; }

    public string Severity { get; }

    /// <summary>Says "yes" and what the fix does, or "no" and why there is none.</summary>
    public string Fix { get; }

    /// <summary>The titles of the sections, in order.</summary>
    public IReadOnlyList<string> Sections { get; }

    /// <summary>Reads the page of a rule.</summary>
    public static RulePage Read(string id) => new(File.ReadAllText(Path.Combine(Folder, id + ".md")).ReplaceLineEndings("\n"));

    public bool HasText(string section) => _sections[section].Trim().Length > 0;

    /// <summary>Returns the code blocks of a section, each with its version of C#.</summary>
    public IReadOnlyList<(string Code, LanguageVersion Language)> Blocks(string section)
    {
        string text = _sections.GetValueOrDefault(section) ?? "";
        MatchCollection blocks = Block().Matches(text);
        Assert.Equal(2 * blocks.Count, Fence().Count(text));
        return [.. blocks.Select(static block => (block.Groups[2].Value, Version(block.Groups[1].Value)))];
    }

    private static LanguageVersion Version(string name) => name switch
    {
        "" => LanguageVersion.Preview,
        " C# 12" => LanguageVersion.CSharp12,
        " C# 13" => LanguageVersion.CSharp13,
        _ => throw new FormatException($"'{name}' is not a version of C#."),
    };

    private static string Cell(string text, string name) =>
        text.Split('\n').Select(line => line.Split('|')).Where(cells => cells.Length == 4 && cells[1].Trim() == name).Select(cells => cells[2].Trim()).Single();

    [GeneratedRegex("^```", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("^```csharp(.*?)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
