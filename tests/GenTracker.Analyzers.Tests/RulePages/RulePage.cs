using System.Runtime.CompilerServices;

namespace GenTracker.Analyzers.Tests.RulePages;

/// <summary>A parsed page of docs/rules.</summary>
internal sealed class RulePage
{
    private const string Fence = "```";

    private readonly Dictionary<string, List<string>> _sections = [];

    private RulePage(string title, string severity, string fix)
    {
        Title = title;
        Severity = severity;
        Fix = fix;
    }

    public static string Folder { get; } = FindFolder();

    public string Title { get; }

    public string Severity { get; }

    /// <summary>Says "yes" and what the fix does, or "no" and why there is none.</summary>
    public string Fix { get; }

    /// <summary>The titles of the sections, in order.</summary>
    public IReadOnlyList<string> Sections { get; private set; } = [];

    /// <summary>Reads the page of a rule.</summary>
    public static RulePage Read(string id)
    {
        string[] lines = File.ReadAllText(Path.Combine(Folder, id + ".md")).ReplaceLineEndings("\n").Split('\n');
        RulePage page = new(lines[0], Cell(lines, "Severity"), Cell(lines, "Code fix"));
        List<string> sections = [];
        foreach (string line in lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                sections.Add(line[3..]);
                page._sections.Add(line[3..], []);
            }
            else if (sections.Count > 0)
            {
                page._sections[sections[^1]].Add(line);
            }
        }

        page.Sections = sections;
        return page;
    }

    public bool HasText(string section) => _sections[section].Exists(static line => line.Trim().Length > 0);

    /// <summary>Returns the code blocks of a section, each with its version of C#.</summary>
    public IReadOnlyList<(string Code, LanguageVersion Language)> Blocks(string section)
    {
        List<(string, LanguageVersion)> blocks = [];
        List<string>? block = null;
        LanguageVersion language = LanguageVersion.Preview;
        foreach (string line in _sections.GetValueOrDefault(section) ?? [])
        {
            if (block is null && line.StartsWith(Fence, StringComparison.Ordinal))
            {
                block = [];
                language = line switch
                {
                    Fence + "csharp" => LanguageVersion.Preview,
                    Fence + "csharp C# 12" => LanguageVersion.CSharp12,
                    Fence + "csharp C# 13" => LanguageVersion.CSharp13,
                    _ => throw new FormatException($"'{line}' does not start a block of C#."),
                };
            }
            else if (block is not null && line == Fence)
            {
                blocks.Add((string.Join('\n', block) + "\n", language));
                block = null;
            }
            else
            {
                block?.Add(line);
            }
        }

        return blocks;
    }

    private static string Cell(string[] lines, string name) =>
        lines.Select(line => line.Split('|')).Where(cells => cells.Length == 4 && cells[1].Trim() == name).Select(cells => cells[2].Trim()).Single();

    private static string FindFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(thisFile, "..", "..", "..", "..", "docs", "rules"));
}
