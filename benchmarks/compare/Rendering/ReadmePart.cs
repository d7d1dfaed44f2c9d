using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Rendering;

/// <summary>The table of costs in the README: the core of the page's table, between two markers.</summary>
internal static class ReadmePart
{
    private const string Begin = "<!-- Written by benchmarks/compare/run.sh: -->";
    private const string End = "<!-- so far. -->";

    private static readonly string[] Shown =
    [
        "find/1k/dictionary", "find/100k/dictionary", "find/1M/dictionary", "count/counter/interlocked", "set/int/exchange", "read/counter/volatile",
        "read/string/volatile",
        "threads/striped/2/interlocked", "hit/100k/lazy", "life/1k/pool", "life-bytes/1k/pool", "memory/100k/pool",
    ];

    /// <summary>Renders the table from a report.</summary>
    public static IEnumerable<Result> Core(Report report) => Shown.Select(report.Find).OfType<Result>();

    /// <summary>Returns the text with its part replaced.</summary>
    public static string Replace(string readme, Report report)
    {
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal);
        int end = readme.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new InvalidOperationException($"The README has no part between {Begin} and {End}.");
        return readme[..(begin + Begin.Length)] + "\n" + Write(report) + readme[end..];
    }

    private static string Write(Report report)
    {
        var part = new StringBuilder();
        part.Append($"\n| | ours | against | theirs | ratio | goal | reached |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (Result result in Core(report))
        {
            string among = result.Children is { } children ? $", {Figures.Count(children)} children" : "";
            string threads = result.Threads > 1 ? $", {result.Threads} threads on one counter" : "";
            part.Append($"| {result.Operation}{among}{threads} | {Figures.Cost(result.OurCost, result.Unit)} | {result.Theirs} | "
                + $"{Figures.Cost(result.TheirCost!, result.Unit)} | {Figures.Ratio(result.Ratio!)} | "
                + $"{Figures.Ratio(result.Goal!.Value)} | {(result.IsReached == true ? "yes" : "**no**")} |\n");
        }

        var peers = new PeerTable(report);
        if (!peers.IsEmpty)
            part.Append("\nOther libraries on the same work, in the same run; below 1 they are ahead:\n\n").Append(peers.RenderShort());

        Result[] beam = [.. PerformancePage.Beam(report).Where(result => result.Goal is not null)];
        if (beam.Length > 0)
        {
            part.Append("\nAgainst gen_tracker's way on the BEAM, same machine, same run: ")
                .AppendJoin(
                    "; ",
                    beam.Select(result => $"{result.Operation} {Figures.Times(1 / result.Ratio!.Median)} times faster (the goal is "
                        + $"{Figures.Times(1 / result.Goal!.Value)}{(result.IsReached == true ? "" : ": **missed**")})"))
                .Append(".\n");
        }

        return part.Append('\n').ToString();
    }
}
