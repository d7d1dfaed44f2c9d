using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace GenTracker.Slots.Codecs;

/// <summary>Stores a signed count of 63 bits above the seal.</summary>
internal readonly struct SignedCountCodec : IWordCodec<long>
{
    public const long MinValue = long.MinValue >> 1;
    public const long MaxValue = long.MaxValue >> 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Decode(long word) => word >> 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Encode(long value)
    {
        long word = value << 1;
        if (word >> 1 != value)
            ThrowOverflow();
        return word;
    }

    [DoesNotReturn]
    private static void ThrowOverflow() =>
        throw new OverflowException("A get-only 64-bit counter holds -2^62 to 2^62 - 1. The result would be out of range, so nothing was changed.");
}
