using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.CompilerCosts.Measuring;

/// <summary>What a piece of work cost.</summary>
/// <param name="Milliseconds">Processor time.</param>
/// <param name="Bytes">What it allocated.</param>
public readonly record struct Sample(double Milliseconds, double Bytes)
{
    /// <summary>Measures a piece of work, with all the threads that it uses.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="result">Its result.</param>
    /// <returns>What it cost.</returns>
    public static Sample Of<T>(Func<T> work, out T result)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        result = work();
        TimeSpan after = Environment.CpuUsage.TotalTime;
        return new((after - before).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    /// <summary>The middle of several samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <returns>The medians of time and bytes, each for itself.</returns>
    public static Sample Median(IEnumerable<Sample> samples)
    {
        Sample[] all = [.. samples];
        return new(Middle(all.Select(static sample => sample.Milliseconds)), Middle(all.Select(static sample => sample.Bytes)));
    }

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
