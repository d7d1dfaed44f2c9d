using System;
using System.Numerics;
using System.Threading;

namespace GenTracker.Table;

/// <summary>
/// Locks that each guard a share of the keys, by their hashes. A change of one key takes one of them, so that processors seldom meet. Whoever takes all of them
/// sees every change whole.
/// </summary>
internal sealed class LockStripes
{
    private const int MaxCount = 64;

    /// <summary>Number of stripes: a power of two, so that a mask selects one.</summary>
    public static readonly int Count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, MaxCount));

    private readonly Stripe[] _stripes = new Stripe[Count];

    public LockStripes()
    {
        for (int i = 0; i < Count; i++)
            _stripes[i] = new Stripe();
    }

    /// <summary>The lock of the keys with a hash.</summary>
    public object this[uint hash] => _stripes[IndexOf(hash)];

    /// <summary>The number of the stripe, from 0.</summary>
    public static int IndexOf(uint hash) => (int)(hash & (uint)(Count - 1));

    /// <summary>Takes all locks, always in the same order. Only for a caller that holds none of them.</summary>
    public void EnterAll()
    {
        foreach (Stripe stripe in _stripes)
            Monitor.Enter(stripe);
    }

    public void ExitAll()
    {
        foreach (Stripe stripe in _stripes)
            Monitor.Exit(stripe);
    }

    /// <summary>An object that is a lock, with so much padding that no other one shares its cache lines.</summary>
    private sealed class Stripe
    {
#pragma warning disable CS0169, IDE0051, IDE0044 // padding
        private readonly CacheLines _padding;
#pragma warning restore CS0169, IDE0051, IDE0044
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Size = 128)]
    private readonly struct CacheLines;
}
