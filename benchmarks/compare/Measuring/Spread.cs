using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Compare.Measuring;

/// <summary>The median, and the 10th and 90th percentiles, of many values.</summary>
internal sealed record Spread(double Median, double P10, double P90, int Count)
{
    public static Spread FromValues(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(Quantile(sorted, 0.5), Quantile(sorted, 0.1), Quantile(sorted, 0.9), sorted.Length);
    }

    private static double Quantile(double[] sorted, double fraction)
    {
        if (sorted.Length == 0)
            throw new ArgumentException("Nothing was measured.", nameof(sorted));
        double at = fraction * (sorted.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (at - below));
    }
}
