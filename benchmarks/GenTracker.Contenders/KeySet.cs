using System;
using System.Linq;

namespace GenTracker.Contenders;

/// <summary>Keys, and lookups: the same keys in random order, as other instances than those in the table.</summary>
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

    /// <summary>The keys with which children are opened, in order.</summary>
    public string[] Stored { get; }

    /// <summary>The indexes of the keys, shuffled.</summary>
    public int[] Order { get; }

    /// <summary>The keys to look up, shuffled.</summary>
    public string[] Lookups { get; }

    // 14 characters.
    private static string Name(string prefix, int number) => $"{prefix}-{number:D7}";
}
