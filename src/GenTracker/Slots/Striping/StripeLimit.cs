using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenTracker.Slots;

/// <summary>How many stripes this machine's counters have, and what one of them may hold.</summary>
internal static class StripeLimit
{
    /// <summary>A power of two, so that a stripe is found with a mask.</summary>
    public static readonly int Count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, 16));

    /// <summary>The bound of a 64-bit part, to either side: all parts together never leave ±2^62.</summary>
    public static readonly long Part = Total / Count;

    private const long Total = 1L << 62;

    /// <summary>Whether the parts are bounded: those of 64-bit integers, signed in either case, are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBounded<T>() =>
        Unsafe.SizeOf<T>() == sizeof(long) && (typeof(T) == typeof(long) || typeof(T) == typeof(nint) || IsUnsigned<T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUnsigned<T>() => typeof(T) == typeof(ulong) || typeof(T) == typeof(nuint);

    public static void CheckTotal(long total)
    {
        if (total is < -Total or > Total)
            ThrowOverflow();
    }

    [DoesNotReturn]
    public static void ThrowOverflow() =>
        throw new OverflowException($"A part of a striped 64-bit counter holds up to {Part} to either side; the count would leave that range and was not made.");
}
