using System;
using System.Runtime.CompilerServices;

namespace GenTracker.Table;

/// <summary>String keys, whatever their case, as <see cref="StringComparison.OrdinalIgnoreCase"/> has it. <typeparamref name="TKey"/> is <see cref="string"/>.</summary>
internal readonly struct IgnoreCaseKeys<TKey> : IKeyComparer<TKey>
    where TKey : notnull
{
    public static uint Hash(TKey key) => Hash(Unsafe.As<TKey, string>(ref key).AsSpan());

    public static bool Equals(TKey left, TKey right) =>
        string.Equals(Unsafe.As<TKey, string>(ref left), Unsafe.As<TKey, string>(ref right), StringComparison.OrdinalIgnoreCase);

    // The platform's own, which is seeded too, and knows what case is.
    public static uint Hash(ReadOnlySpan<char> characters) => KeyHash.Of(string.GetHashCode(characters, StringComparison.OrdinalIgnoreCase));

    public static bool Equals(TKey key, ReadOnlySpan<char> characters) =>
        characters.Equals(Unsafe.As<TKey, string>(ref key), StringComparison.OrdinalIgnoreCase);
}
