using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.CompilerCosts.Measuring;

/// <summary>The cost of a piece of work.</summary>
/// <param name="Milliseconds">Processor time.</param>
/// <param name="Bytes">Allocated bytes.</param>
public readonly record struct Sample(double Milliseconds, double Bytes)
{
    /// <summary>Runs and measures a piece of work, on all threads that it uses.</summary>
    public static Sample Measure<T>(Func<T> work, out T result)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        result = work();
        TimeSpan after = Environment.CpuUsage.TotalTime;
        return new((after - before).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    /// <summary>The median of the times and the median of the bytes.</summary>
    public static Sample Median(IEnumerable<Sample> samples)
    {
        Sample[] all = [.. samples];
        return new(Median(all.Select(static sample => sample.Milliseconds)), Median(all.Select(static sample => sample.Bytes)));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
