using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Table;

/// <summary>String keys, character by character.</summary>
internal readonly struct OrdinalKeys : IKeyComparer<StringKey>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StringKey Read(ref readonly StringKey place) => new(Volatile.Read(in place.Text));

    public static uint Hash(StringKey key) => KeyHash.Of(key.Text.AsSpan());

    public static bool Equals(StringKey left, StringKey right) => left.Text.AsSpan().SequenceEqual(right.Text);

    public static uint Hash(ReadOnlySpan<char> characters) => KeyHash.Of(characters);

    public static bool Equals(StringKey key, ReadOnlySpan<char> characters) => characters.SequenceEqual(key.Text);
}
