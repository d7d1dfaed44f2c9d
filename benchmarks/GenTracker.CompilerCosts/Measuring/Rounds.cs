using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.CompilerCosts.Measuring;

/// <summary>Measures several pieces of work in turn, round after round, so that what happens to the machine happens to all of them.</summary>
public static class Rounds
{
    /// <summary>Measures.</summary>
    /// <param name="count">The rounds that count.</param>
    /// <param name="warm">The rounds before them, which do not.</param>
    /// <param name="work">The pieces of work.</param>
    /// <returns>The medians, in the order of the work.</returns>
    public static Sample[] Measure(int count, int warm, params Func<Sample>[] work)
    {
        List<Sample>[] samples = [.. work.Select(static _ => new List<Sample>())];
        for (int round = -warm; round < count; round++)
        {
            for (int i = 0; i < work.Length; i++)
            {
                Sample sample = work[i]();
                if (round >= 0) samples[i].Add(sample);
            }
        }

        return [.. samples.Select(Sample.Median)];
    }
}
