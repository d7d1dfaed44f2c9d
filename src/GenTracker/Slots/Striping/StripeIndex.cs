using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Runtime;

/// <summary>Which stripe a thread counts in. Threads are dealt round, and one that meets another moves.</summary>
internal static class StripeIndex
{
    // Odd: multiples of it go through all stripes in turn, and give the moves well-mixed bits to begin with.
    private const int Stride = unchecked((int)0x9E3779B9);

    private static int _threads;

    // Zero until the thread first counts.
    [ThreadStatic]
    private static int _index;

    /// <summary>The thread's index; its low bits choose the stripe.</summary>
    public static int Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int index = _index;
            return index != 0 ? index : Deal();
        }
    }

    /// <summary>Gives the thread another index: at random, for two that meet and both take the next would meet again.</summary>
    public static void Move()
    {
        int index = _index;
        index ^= index << 13;
        index ^= index >>> 17;
        index ^= index << 5;
        _index = index;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Deal() => _index = unchecked(Interlocked.Increment(ref _threads) * Stride);
}
