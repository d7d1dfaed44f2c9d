using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Cluster;

/// <summary>Figures of several rounds.</summary>
internal static class Statistics
{
    public static double GetMedian(this IReadOnlyCollection<double> values) => values.GetPercentile(50);

    public static double GetPercentile(this IReadOnlyCollection<double> values, int percent) =>
        values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(values.Count * percent / 100.0) - 1));

    /// <summary>The median, with the least and the greatest value.</summary>
    public static string Summarize(this IReadOnlyCollection<double> values, string format) =>
        string.Create(CultureInfo.InvariantCulture, $"{Format(values.GetMedian(), format)} ({Format(values.Min(), format)} to {Format(values.Max(), format)})");

    public static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>How many calls a second end, if so many are under way at a time.</summary>
    public static async Task<double> MeasureRateAsync(int count, int parallel, Func<int, Task> call)
    {
        long began = Stopwatch.GetTimestamp();
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var index && index < count)
                await call(index);
        }));
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
