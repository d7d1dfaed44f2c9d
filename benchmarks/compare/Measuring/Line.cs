using System;
using System.Globalization;

namespace GenTracker.Compare.Measuring;

/// <summary>Formats a result as a line for the console.</summary>
internal static class Line
{
    public static string Format(Result result)
    {
        string line = $"{result.Id,-34} {Cost(result.OurCost, result.Unit),12}";
        if (result is not { TheirCost: { } theirs, Ratio: { } ratio })
            return line;
        line += $"  against {Cost(theirs, result.Unit),12}   ratio {Figure(ratio)}";
        return result.IsReached is { } reached
            ? $"{line}  goal {Number(result.Goal!.Value)}: {(reached ? "reached" : "MISSED")}"
            : line;
    }

    /// <summary>A figure that is worse than the last one.</summary>
    public static string Format(HistoryEntry last, HistoryEntry now) =>
        $"WORSE {now.Id}: {now.Kind} {Figure(now.Figure)}, and {Figure(last.Figure)} on {last.Date:yyyy-MM-dd}";

    private static string Figure(Spread figure) => $"{Number(figure.Median)} [{Number(figure.P10)}..{Number(figure.P90)}]";

    private static string Cost(Spread cost, string unit) => $"{Number(cost.Median)} {unit}";

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "F0" : Math.Abs(value) >= 0.1 ? "F2" : "G3", CultureInfo.InvariantCulture);
}
