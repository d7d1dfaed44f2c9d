using System;
using System.Globalization;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Rendering;

/// <summary>Formats figures.</summary>
internal static class Figures
{
    /// <summary>Formats a cost in a suitable unit: 0.31 ns, 2.4 µs, 1.2 kB.</summary>
    public static string Cost(double value, string unit) => unit switch
    {
        "ns" when value >= 1e9 => $"{Digits(value / 1e9)} s",
        "ns" when value >= 1e6 => $"{Digits(value / 1e6)} ms",
        "ns" when value >= 1e3 => $"{Digits(value / 1e3)} µs",
        "ms" when value >= 1e3 => $"{Digits(value / 1e3)} s",
        _ => $"{Digits(value)} {unit}",
    };

    public static string Cost(Spread cost, string unit) => Cost(cost.Median, unit);

    /// <summary>Formats a ratio with its spread: 0.68 [0.66..0.71].</summary>
    public static string Ratio(Spread ratio) => ratio.Count == 1
        ? $"**{Ratio(ratio.Median)}**"
        : $"**{Ratio(ratio.Median)}** [{Ratio(ratio.P10)}..{Ratio(ratio.P90)}]";

    public static string Ratio(double ratio) => ratio.ToString(ratio >= 10 ? "F1" : ratio >= 0.1 ? "F2" : "G2", CultureInfo.InvariantCulture);

    /// <summary>Formats the inverse of a ratio, the speedup.</summary>
    public static string Faster(Spread ratio) => $"**{Times(1 / ratio.Median)}** [{Times(1 / ratio.P90)}..{Times(1 / ratio.P10)}]";

    public static string Times(double times) => times >= 100
        ? times.ToString("#,0", CultureInfo.InvariantCulture)
        : times.ToString(times >= 10 ? "F0" : "F1", CultureInfo.InvariantCulture);

    /// <summary>Formats a number of children: 100,000.</summary>
    public static string Count(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Digits(double value) => value.ToString(
        Math.Abs(value) >= 100 ? "#,0" : Math.Abs(value) >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);
}
