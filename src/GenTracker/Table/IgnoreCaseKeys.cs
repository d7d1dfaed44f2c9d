using System;
using System.Runtime.CompilerServices;

namespace GenTracker.Table;

/// <summary>String keys without regard to case, as <see cref="StringComparison.OrdinalIgnoreCase"/> has it.</summary>
internal readonly struct IgnoreCaseKeys : IKeyComparer<StringKey>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StringKey Read(ref readonly StringKey place) => OrdinalKeys.Read(in place);

    public static uint Hash(StringKey key) => Hash(key.Text.AsSpan());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSurely(StringKey left, StringKey right) => Equals(left, right);

    public static bool Equals(StringKey left, StringKey right) => string.Equals(left.Text, right.Text, StringComparison.OrdinalIgnoreCase);

    // The platform's own, which is seeded too, and knows what case is.
    public static uint Hash(ReadOnlySpan<char> characters) => KeyHash.Of((uint)string.GetHashCode(characters, StringComparison.OrdinalIgnoreCase));

    public static bool Equals(StringKey key, ReadOnlySpan<char> characters) => characters.Equals(key.Text, StringComparison.OrdinalIgnoreCase);
}
