using System;
using System.Runtime.CompilerServices;

namespace GenTracker.Table;

/// <summary>Compares string keys by <see cref="StringComparison.OrdinalIgnoreCase"/>.</summary>
internal readonly struct IgnoreCaseKeyComparer : IKeyComparer<StringKey>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StringKey Read(ref readonly StringKey location) => OrdinalKeyComparer.Read(in location);

    public static uint Hash(StringKey key) => Hash(key.Text.AsSpan());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EqualsInline(StringKey left, StringKey right) => Equals(left, right);

    public static bool Equals(StringKey left, StringKey right) => string.Equals(left.Text, right.Text, StringComparison.OrdinalIgnoreCase);

    // The platform's hash knows about case, and it is seeded too.
    public static uint Hash(ReadOnlySpan<char> characters) => KeyHash.Compute((uint)string.GetHashCode(characters, StringComparison.OrdinalIgnoreCase));

    public static bool Equals(StringKey key, ReadOnlySpan<char> characters) => characters.Equals(key.Text, StringComparison.OrdinalIgnoreCase);
}
