using System;
using System.Globalization;
using System.Linq;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>What one scrape gives: a line for each series, like <c>name{label="value"} 42 1700000000000</c>.</summary>
internal sealed record MetricSet(string Text)
{
    /// <summary>The sum of the series with this name and these labels. Fails if the metric is not there at all.</summary>
    public long Sum(string name, params string[] labels)
    {
        string[] series = [.. Text.Split('\n').Where(line => line.StartsWith(name + "{", StringComparison.Ordinal))];
        return series.Length == 0
            ? throw new InvalidOperationException($"No metric '{name}' in the scrape:\n{Text}")
            : series.Where(line => labels.All(label => line.Contains(label, StringComparison.Ordinal))).Sum(ValueOf);
    }

    private static long ValueOf(string line) =>
        long.Parse(line[(line.LastIndexOf('}') + 2)..].Split(' ')[0], NumberStyles.Integer, CultureInfo.InvariantCulture);
}
