using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace GenTracker.Slots;

/// <summary>
/// Up to 32 bits in the high half of the word, so that a read is one shift. The bits are carried as they are, without their sign: a
/// narrow type is cut out of the half again, and what stands above it is always zero.
/// </summary>
internal readonly struct HighHalf<T> : IWordCodec<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Decode(long word)
    {
        uint bits = (uint)(word >>> 32);
        return Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<byte, T>((byte)bits),
            2 => Unsafe.BitCast<ushort, T>((ushort)bits),
            4 => Unsafe.BitCast<uint, T>(bits),
            _ => ThrowNotAWord<T>(),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Encode(T value)
    {
        uint bits = Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<T, byte>(value),
            2 => Unsafe.BitCast<T, ushort>(value),
            4 => Unsafe.BitCast<T, uint>(value),
            _ => ThrowNotAWord<uint>(),
        };
        return (long)bits << 32;
    }

    [DoesNotReturn]
    private static TResult ThrowNotAWord<TResult>() =>
        throw new NotSupportedException($"{typeof(T)} is not of 1, 2 or 4 bytes: a word slot cannot hold it.");
}
