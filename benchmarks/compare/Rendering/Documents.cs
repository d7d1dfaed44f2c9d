using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace GenTracker.Compare.Rendering;

/// <summary>The documents that are rendered from a report.</summary>
internal static class Documents
{
    public const string Data = "docs/performance/results.json";

    public const string History = "docs/performance/history.jsonl";

    private const string Readme = "README.md";

    /// <summary>The text of each file, by its path in the repository. The data file is not among them.</summary>
    public static IEnumerable<(string Path, string Text)> Render(Report report, string root)
    {
        yield return ("docs/performance.md", new PerformancePage(report).Write());
        if (report.Results.Any(CoresPage.IsPart))
            yield return ("docs/performance-cores.md", new CoresPage(report).Write());
        yield return ("docs/performance/goals.svg", RatioChart.Render("GenTracker's cost as a ratio of the other's", PerformancePage.Goals(report)));
        yield return ("docs/performance/core.svg", RatioChart.Render("GenTracker's cost as a ratio of the other's", ReadmePart.Core(report)));
        yield return ("docs/performance/growth.svg", GrowthChart.Render("Cost of one operation among so many children", [.. Panels(report)]));
        if (PerformancePage.Beam(report).Any())
            yield return ("docs/performance/beam.svg", TimesChart.Render("Times faster than gen_tracker's way on the BEAM", PerformancePage.Beam(report)));
        yield return (Readme, ReadmePart.Replace(File.ReadAllText(Path.Combine(root, Readme)), report));
    }

    /// <summary>Writes all files.</summary>
    public static void Write(Report report, string root)
    {
        Directory.CreateDirectory(Path.Combine(root, "docs", "performance"));
        foreach ((string path, string text) in Render(report, root).Prepend((Data, report.ToJson())))
            Write(Path.Combine(root, path), path, text);
    }

    /// <summary>Does not write a file that has the text already, because somebody may be reading it.</summary>
    private static void Write(string file, string path, string text)
    {
        bool isThere = File.Exists(file) && File.ReadAllText(file) == text;
        if (!isThere)
            File.WriteAllText(file, text);
        Console.WriteLine($"{(isThere ? "as it was" : "written")}: {path}");
    }

    private static IEnumerable<(string Title, IReadOnlyList<Measuring.Result> Results)> Panels(Report report)
    {
        yield return ("Find hit, and the dictionary", [.. Growing("find/")]);
        yield return ("FindOrOpenAsync hit", [.. Growing("hit/")]);
        yield return ("open and stop", [.. Growing("life/")]);

        IEnumerable<Measuring.Result> Growing(string prefix) =>
            PerformancePage.Growing(report).Where(result => result.Id.StartsWith(prefix, StringComparison.Ordinal));
    }
}
