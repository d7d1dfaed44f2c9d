using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using GenTracker.Memory;

namespace GenTracker.Table;

/// <summary>Keys that compare as their own type has it; values are not boxed where it is <see cref="IEquatable{T}"/>.</summary>
internal readonly struct DefaultKeys<TKey> : IKeyComparer<TKey>
    where TKey : notnull
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TKey Read(ref readonly TKey place)
    {
        TKey key = place;
        MemoryOrder.ReadBarrier();
        return key;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(TKey key) =>
        KeyBits<TKey>.AreOneWord ? KeyHash.Of(KeyBits<TKey>.Word(ref key, 0))
        : KeyBits<TKey>.AreTwoWords ? KeyHash.Of(KeyBits<TKey>.Word(ref key, 0), KeyBits<TKey>.Word(ref key, 1))
        : KeyHash.Of((uint)EqualityComparer<TKey>.Default.GetHashCode(key));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSurely(TKey left, TKey right) => Equals(left, right);

    public static bool Equals(TKey left, TKey right) => EqualityComparer<TKey>.Default.Equals(left, right);

    public static uint Hash(ReadOnlySpan<char> characters) => throw NoCharacters();

    public static bool Equals(TKey key, ReadOnlySpan<char> characters) => throw NoCharacters();

    private static InvalidOperationException NoCharacters() => new($"Keys of type {typeof(TKey)} cannot be found by characters.");
}
