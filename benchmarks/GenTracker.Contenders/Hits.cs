using System;

namespace GenTracker.Contenders;

/// <summary>Checks the lookups of a benchmark: one that misses by mistake measures something else.</summary>
public static class Hits
{
    /// <summary>Returns the number of hits, or throws if it is wrong.</summary>
    public static long Checked(long hits, long expected) =>
        hits == expected ? hits : throw new InvalidOperationException($"{hits} of {expected} lookups found what they must find.");
}
