using System;
using System.Runtime.CompilerServices;

namespace GenTracker.Table;

/// <summary>String keys, character by character. <typeparamref name="TKey"/> is <see cref="string"/>.</summary>
internal readonly struct OrdinalKeys<TKey> : IKeyComparer<TKey>
    where TKey : notnull
{
    public static uint Hash(TKey key) => KeyHash.Of(Unsafe.As<TKey, string>(ref key).AsSpan());

    public static bool Equals(TKey left, TKey right) => string.Equals(Unsafe.As<TKey, string>(ref left), Unsafe.As<TKey, string>(ref right), StringComparison.Ordinal);

    public static uint Hash(ReadOnlySpan<char> characters) => KeyHash.Of(characters);

    public static bool Equals(TKey key, ReadOnlySpan<char> characters) => characters.SequenceEqual(Unsafe.As<TKey, string>(ref key));
}
