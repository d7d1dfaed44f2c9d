using System;
using System.Runtime.CompilerServices;

namespace GenTracker.Table;

/// <summary>
/// Which of the platform's keys are equal exactly where their bits are. These are hashed bit by bit: their own hash codes fold them into 32 bits in a
/// way that anybody knows, who can then choose any number of keys that collide.
/// </summary>
/// <remarks>Answered when a method is compiled for its type of keys; nothing of the questions is left in it.</remarks>
internal static class KeyBits<TKey>
    where TKey : notnull
{
    /// <summary>Whether a key is one word of 8 bytes.</summary>
    public static bool AreOneWord
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<TKey>() == sizeof(ulong)
            && (typeof(TKey) == typeof(long) || typeof(TKey) == typeof(ulong) || typeof(TKey) == typeof(nint) || typeof(TKey) == typeof(nuint) || typeof(TKey) == typeof(TimeSpan) || typeof(TKey).IsEnum);
    }

    /// <summary>Whether a key is two such words.</summary>
    public static bool AreTwoWords
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(TKey) == typeof(Guid) || typeof(TKey) == typeof(Int128) || typeof(TKey) == typeof(UInt128);
    }

    /// <summary>One of a key's words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Word(ref TKey key, int number) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref Unsafe.As<TKey, byte>(ref key), number * sizeof(ulong)));
}
