using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.CompilerCosts.Measuring;

/// <summary>Measures several pieces of work in turn, round after round, so that a disturbance of the machine affects all of them alike.</summary>
public static class Rounds
{
    /// <summary>Measures the work; the first <paramref name="warm"/> rounds do not count.</summary>
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
