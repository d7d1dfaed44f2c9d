using System;
using System.Runtime.CompilerServices;

namespace GenTracker.Table;

/// <summary>
/// Knows the platform's key types that are equal exactly if their bits are equal. The table hashes these bit by bit: their own hash codes fold them into
/// 32 bits in a known way, so that anybody could choose keys that collide.
/// </summary>
/// <remarks>The JIT evaluates the conditions when it compiles a method for a key type. They cost nothing at run time.</remarks>
internal static class KeyBits<TKey>
    where TKey : notnull
{
    /// <summary>Whether a key is one word of 8 bytes.</summary>
    public static bool IsOneWord
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<TKey>() == sizeof(ulong)
            && (typeof(TKey) == typeof(long) || typeof(TKey) == typeof(ulong) || typeof(TKey) == typeof(nint) || typeof(TKey) == typeof(nuint)
                || typeof(TKey) == typeof(TimeSpan) || typeof(TKey).IsEnum);
    }

    /// <summary>Whether a key is two words of 8 bytes.</summary>
    public static bool IsTwoWords
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(TKey) == typeof(Guid) || typeof(TKey) == typeof(Int128) || typeof(TKey) == typeof(UInt128);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong GetWord(ref TKey key, int index) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref Unsafe.As<TKey, byte>(ref key), index * sizeof(ulong)));
}
