using System;

#pragma warning disable IDE0130 // takes the place of the runtime's type of this name
namespace GenTracker.Table;

/// <summary>
/// Hashes without a secret, the same in each process. They use the first character alone, so that a scenario decides which keys collide, and the golden
/// ratio (Fibonacci hashing, after Knuth), since the high bits of a hash choose the cell.
/// </summary>
internal static class KeyHash
{
    private const uint Golden = 0x9E37_79B1;

    public static uint Compute(ReadOnlySpan<char> characters) => characters.IsEmpty ? 0u : characters[0] * Golden;

    public static uint Compute(ulong word) => (uint)word * Golden;

    public static uint Compute(ulong low, ulong high) => Compute(low ^ high);
}
