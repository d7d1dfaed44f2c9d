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
        line += $"  against {Cost(theirs, result.Unit),12}   ratio {Number(ratio.Median)} [{Number(ratio.P10)}..{Number(ratio.P90)}]";
        return result.IsReached is { } reached
            ? $"{line}  goal {Number(result.Goal!.Value)}: {(reached ? "reached" : "MISSED")}"
            : line;
    }

    private static string Cost(Spread cost, string unit) => $"{Number(cost.Median)} {unit}";

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "F0" : Math.Abs(value) >= 0.1 ? "F2" : "G3", CultureInfo.InvariantCulture);
}
