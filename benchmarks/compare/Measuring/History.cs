using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace GenTracker.Compare.Measuring;

/// <summary>What the complete runs have measured, one line for each figure of each run, the oldest first.</summary>
internal sealed class History(IReadOnlyList<HistoryEntry> entries)
{
    public static History Read(string path) => new(File.Exists(path) ? [.. File.ReadLines(path).Select(Parse)] : []);

    public static void Append(string path, IEnumerable<HistoryEntry> entries) =>
        File.AppendAllLines(path, entries.Select(static entry => JsonSerializer.Serialize(entry)));

    /// <summary>The figures that are worse than when they were last measured on a machine of this kind, by more than the spread of both.</summary>
    public IEnumerable<(HistoryEntry Last, HistoryEntry Now)> FindWorse(IEnumerable<HistoryEntry> run)
    {
        foreach (HistoryEntry now in run)
        {
            if (entries.LastOrDefault(last => last.Id == now.Id && last.Machine == now.Machine && last.Kind == now.Kind) is { } last && now.IsWorseThan(last))
                yield return (last, now);
        }
    }

    private static HistoryEntry Parse(string line) =>
        JsonSerializer.Deserialize<HistoryEntry>(line) ?? throw new InvalidDataException($"Not a line of the history: {line}");
}

/// <summary>One figure of one run: a ratio if there is another contender, since it depends least on how busy the machine was; else a cost.</summary>
/// <param name="Date">The day of the run.</param>
/// <param name="Machine">The processor and the number of processors.</param>
/// <param name="Id">The id of the comparison.</param>
/// <param name="Kind">The unit of the figure: that of the cost, or <see cref="Ratio"/>.</param>
/// <param name="Figure">The figure.</param>
internal sealed record HistoryEntry(DateOnly Date, string Machine, string Id, string Kind, Spread Figure)
{
    public const string Ratio = "ratio";

    // Bytes are measured once, or are the same in each round: without a spread, any difference would count.
    private const double LeastChange = 1.01;

    public static HistoryEntry FromResult(DateOnly date, string machine, Result result) =>
        new(date, machine, result.Id, result.Ratio is null ? result.Unit : Ratio, result.Ratio ?? result.OurCost);

    /// <summary>Whether the medians differ by more than either spread: each lies outside of the other's tenths. Less than a hundredth does not count.</summary>
    public bool IsWorseThan(HistoryEntry last) =>
        Figure.Median > last.Figure.Median * LeastChange && Figure.Median > last.Figure.P90 && Figure.P10 > last.Figure.Median;
}
