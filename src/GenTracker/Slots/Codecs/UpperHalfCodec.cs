using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace GenTracker.Slots.Codecs;

/// <summary>
/// Stores up to 32 bits in the upper half of the word, so that decoding is one shift. The bits are not sign-extended: above a narrow type the half is zero.
/// </summary>
internal readonly struct UpperHalfCodec<T> : IWordCodec<T>
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
            _ => ThrowUnsupportedSize<T>(),
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
            _ => ThrowUnsupportedSize<uint>(),
        };
        return (long)bits << 32;
    }

    [DoesNotReturn]
    private static TResult ThrowUnsupportedSize<TResult>() =>
        throw new NotSupportedException($"A word slot holds types of 1, 2 or 4 bytes. {typeof(T)} has another size.");
}
