using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace GenTracker.Slots.Codecs;

/// <summary>Stores an unsigned count of 63 bits above the seal.</summary>
internal readonly struct UnsignedCountCodec : IWordCodec<ulong>
{
    public const ulong MaxValue = ulong.MaxValue >> 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Decode(long word) => (ulong)word >> 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Encode(ulong value)
    {
        if (value > MaxValue)
            ThrowOverflow();
        return (long)(value << 1);
    }

    [DoesNotReturn]
    public static void ThrowOverflow() =>
        throw new OverflowException("A get-only unsigned 64-bit counter holds 0 to 2^63 - 1. The result would be out of range, so nothing was changed.");
}
