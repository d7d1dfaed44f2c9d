using System.Text.RegularExpressions;

namespace GenTracker.Analyzers.Tests.FixedCode;

/// <summary>A form that the same file may have: another line end, another indentation, something around it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Apply">Gives a file with line feeds, four spaces and a namespace without braces this form.</param>
internal sealed partial record TextForm(string Name, Func<string, string> Apply)
{
    public static readonly TextForm[] All =
    [
        new("line feeds", static text => text),
        new("carriage returns", static text => text.Replace("\n", "\r\n", StringComparison.Ordinal)),
        new("tabs", static text => Indentation().Replace(text, static spaces => new string('\t', spaces.Length / 4))),
        new("two spaces", static text => Indentation().Replace(text, static spaces => new string(' ', spaces.Length / 2))),
        new("tabs and carriage returns", static text => All![1].Apply(All[2].Apply(text))),
        new("a namespace with braces", InBraces),
        new("no line end at the end", static text => text.TrimEnd('\n')),
        new("a region of #if", static text =>
            text.Replace("\n\nnamespace", "\n#nullable enable\n\nnamespace", StringComparison.Ordinal) + "#if OTHER\n    other\n#endif\n"),
    ];

    public override string ToString() => Name;

    private static string InBraces(string text)
    {
        string[] parts = text.Split("namespace ", 2);
        string[] lines = parts[1].TrimEnd('\n').Split('\n');
        IEnumerable<string> indented = lines.Skip(2).Select(static line => line.Length == 0 || line[0] == '#' ? line : "    " + line);
        return $"{parts[0]}namespace {lines[0].TrimEnd(';')}\n{{\n{string.Join('\n', indented)}\n}}\n";
    }

    [GeneratedRegex("^(    )+", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
