using System;
using System.Linq;

namespace GenTracker.Contenders;

/// <summary>Keys, and what is looked up: the same keys in random order, each another instance than the one in the table.</summary>
public sealed class KeySet
{
    private const int Seed = 20261124;

    public KeySet(int count, string prefix = "stream")
    {
        Stored = [.. Enumerable.Range(0, count).Select(number => Name(prefix, number))];
        Order = [.. Enumerable.Range(0, count)];
        new Random(Seed).Shuffle(Order);
        Lookups = [.. Order.Select(number => Name(prefix, number))];
    }

    /// <summary>The keys that children are opened with, in order.</summary>
    public string[] Stored { get; }

    /// <summary>The indexes of the keys, shuffled.</summary>
    public int[] Order { get; }

    /// <summary>The keys that are looked for, shuffled.</summary>
    public string[] Lookups { get; }

    // 14 characters.
    private static string Name(string prefix, int number) => $"{prefix}-{number:D7}";
}
