using System;

namespace GenTracker.Contenders;

/// <summary>A lookup that does not find what it must is a benchmark of something else.</summary>
internal static class Hits
{
    /// <summary>Returns the number of hits, if it is right.</summary>
    public static long Checked(long hits, long expected) =>
        hits == expected ? hits : throw new InvalidOperationException($"{hits} of {expected} lookups found what they must find.");
}
