using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Table;

/// <summary>Compares keys by the equality of their own type, without boxing if the type implements <see cref="IEquatable{T}"/>.</summary>
internal readonly struct DefaultKeyComparer<TKey> : IKeyComparer<TKey>
    where TKey : notnull
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TKey Read(ref readonly TKey location)
    {
        TKey key = location;
        Volatile.ReadBarrier();
        return key;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(TKey key) =>
        KeyBits<TKey>.IsOneWord ? KeyHash.Compute(KeyBits<TKey>.GetWord(ref key, 0))
        : KeyBits<TKey>.IsTwoWords ? KeyHash.Compute(KeyBits<TKey>.GetWord(ref key, 0), KeyBits<TKey>.GetWord(ref key, 1))
        : KeyHash.Compute((uint)EqualityComparer<TKey>.Default.GetHashCode(key));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EqualsInline(TKey left, TKey right) => Equals(left, right);

    public static bool Equals(TKey left, TKey right) => EqualityComparer<TKey>.Default.Equals(left, right);

    public static uint Hash(ReadOnlySpan<char> characters) => throw CreateNotSupportedException();

    public static bool Equals(TKey key, ReadOnlySpan<char> characters) => throw CreateNotSupportedException();

    private static InvalidOperationException CreateNotSupportedException() => new($"Keys of type {typeof(TKey)} cannot be found by characters.");
}
