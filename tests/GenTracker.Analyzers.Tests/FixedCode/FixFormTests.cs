using System.Globalization;
using System.Text.RegularExpressions;

namespace GenTracker.Analyzers.Tests.FixedCode;

/// <summary>A fix keeps the line ends, the indentation and everything else of a file, whatever its form: it gives the same change in each.</summary>
public partial class FixFormTests
{
    /// <summary>Lines around the code that no formatter would leave as they are.</summary>
    private const string Before = "    {\n        int  odd   =  n ; // odd\n";
    private const string After = "\n        odd  =  odd+1 ;   \n        await Task.Yield( );\n    }\n}\n";

    [Fact]
    public async Task Fixes_of_uses_keep_the_form_of_the_file()
    {
        Dictionary<int, (int Code, TextForm Form)> origins = [];
        FixedDocuments result = await FixedDocuments.CreateAsync(Places.Environment, InAllForms([.. Misuse.All.Select(InMethod)], origins));

        await AssertSameChangesAsync(result, origins);
        foreach ((Document before, Document after, string fix) in result.Changed.Where(change => origins[NumberOf(change.Before)].Form == TextForm.All[0]))
        {
            string text = (await after.GetTextAsync()).ToString();
            Assert.True(
                text.Contains(Before, StringComparison.Ordinal) && text.EndsWith(After, StringComparison.Ordinal),
                $"{fix} changes other lines:\n{text}");
        }
    }

    [Fact]
    public async Task Fixes_of_declarations_keep_the_form_of_the_file()
    {
        Dictionary<int, (int Code, TextForm Form)> origins = [];
        FixedDocuments result = await FixedDocuments.CreateAsync(Places.Environment, InAllForms(WrongDeclarations.All, origins), mustCompile: false);

        await AssertSameChangesAsync(result, origins);
        Assert.Empty(await result.FindErrorsAsync());
    }

    /// <summary>The fix of the file in a form is the file after the fix, in this form.</summary>
    private static async Task AssertSameChangesAsync(FixedDocuments result, Dictionary<int, (int Code, TextForm Form)> origins)
    {
        List<string> different = [];
        foreach (var changes in result.Changed.GroupBy(change => (change.Fix, origins[NumberOf(change.Before)].Code)))
        {
            Dictionary<TextForm, string> texts = [];
            foreach ((_, Document after, _) in changes)
            {
                texts[origins[NumberOf(after)].Form] = Number().Replace((await after.GetTextAsync()).ToString(), "File");
            }

            string? plain = texts.GetValueOrDefault(TextForm.All[0]);
            foreach (TextForm form in TextForm.All)
            {
                string? expected = plain is null ? null : form.Apply(plain);
                if (expected != texts.GetValueOrDefault(form))
                    different.Add($"{changes.Key.Fix} with {form}:\n{expected}\nand not\n{texts.GetValueOrDefault(form)}");
            }
        }

        Assert.True(different.Count == 0, string.Join("\n\n", different.Prepend($"{different.Count} differences")));
        HashSet<string> seen = [.. result.Changed.Select(static change => change.Fix)];
        Assert.True(seen.Count >= 6, $"only {string.Join(", ", seen)} change anything");
    }

    private static string InMethod(Misuse misuse)
    {
        string code = misuse.IsExpression ? Places.PlainExpression.Replace(Places.Hole, misuse.Text, StringComparison.Ordinal) : misuse.Text;
        code = string.Join('\n', code.Split('\n').Select(static line => "        " + line));
        string variables = "RoomTracker rooms, JobTracker jobs, PlayerTracker players, Room room, string name, int n, int max";
        return misuse.IsInRun
            ? $"[Tracker]\npublic partial class Game({variables}, GameTracker games) : ITrackedChild\n{{\n" +
                "    [TrackedAttr] public partial long Moves { get; }\n\n    // Runs.\n" +
                $"    public async Task RunAsync(CancellationToken stoppingToken)\n{Before}{code}{After}"
            : $"public class C\n{{\n    // Serves.\n    public async Task ServeAsync({variables})\n{Before}{code}{After}";
    }

    private static IEnumerable<string> InAllForms(IReadOnlyList<string> codes, Dictionary<int, (int Code, TextForm Form)> origins)
    {
        foreach ((int index, string code) in codes.Index())
        {
            foreach (TextForm form in TextForm.All)
            {
                origins.Add(origins.Count, (index, form));
                yield return form.Apply(FixedDocuments.File(code, origins.Count - 1).TrimEnd('\n') + "\n");
            }
        }
    }

    private static int NumberOf(Document document) =>
        int.Parse(document.Name.AsSpan("File".Length, document.Name.Length - "File.cs".Length), CultureInfo.InvariantCulture) - 1;

    [GeneratedRegex(@"File\d+")]
    private static partial Regex Number();
}
