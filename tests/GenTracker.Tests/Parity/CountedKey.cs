using System;

namespace GenTracker.Tests.Parity;

/// <summary>A key that counts how often keys are hashed or compared: what scans is found out by it, however fast it is.</summary>
internal readonly struct CountedKey(int number) : IEquatable<CountedKey>
{
    [ThreadStatic]
    private static long _operations;

    private readonly int _number = number;

    /// <summary>How many operations there were on keys on this thread.</summary>
    public static long Operations => _operations;

    public bool Equals(CountedKey other)
    {
        _operations++;
        return _number == other._number;
    }

    public override bool Equals(object? obj) => obj is CountedKey other && Equals(other);

    public override int GetHashCode()
    {
        _operations++;
        return _number;
    }

    public override string ToString() => $"k{_number}";
}
