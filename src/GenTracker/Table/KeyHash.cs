using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace GenTracker.Table;

/// <summary>
/// Hashes with secrets that are drawn when the process starts, so that nobody outside can choose keys that collide. Characters: words of 8 bytes,
/// multiplied to 128 bits and folded (after wyhash, by Wang Yi). All constants that enter a product are secret; with known ones a chosen word can make it
/// zero and take the state with it.
/// </summary>
internal static class KeyHash
{
    private static readonly ulong Seed = Draw();
    private static readonly ulong First = Draw();
    private static readonly ulong Second = Draw();
    private static readonly ulong Third = Draw();

    public static uint Of(ReadOnlySpan<char> characters)
    {
        ref byte at = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(characters));
        nuint left = (nuint)characters.Length * 2;
        ulong state = Seed ^ left;
        while (left > 16)
        {
            state = Fold(Read8(ref at) ^ First, Read8(ref Unsafe.Add(ref at, 8)) ^ state);
            at = ref Unsafe.Add(ref at, 16);
            left -= 16;
        }

        // What is left is covered by two words, which overlap where it is shorter than both.
        ulong low = 0;
        ulong high = 0;
        if (left >= 8)
        {
            low = Read8(ref at);
            high = Read8(ref Unsafe.Add(ref at, left - 8));
        }
        else if (left >= 4)
        {
            low = Read4(ref at);
            high = Read4(ref Unsafe.Add(ref at, left - 4));
        }
        else if (left > 0)
        {
            low = Unsafe.ReadUnaligned<ushort>(ref at);
        }

        return High(Fold(low ^ Second, high ^ state ^ Third));
    }

    /// <summary>The hash of a word, or of a hash code that somebody else has made.</summary>
    public static uint Of(ulong word) => Spread(word, First, Second, Third);

    /// <summary>The hash of two words.</summary>
    public static uint Of(ulong low, ulong high) => Of(Fold(low ^ Seed, high ^ Third));

    /// <summary>
    /// Two products: one alone puts codes in a row at equal distances around the table, and a secret that is near a simple fraction puts them all into a few
    /// places. The upper half is folded into the lower one in between, for upper bits of a product never reach lower ones.
    /// </summary>
    internal static uint Spread(ulong word, ulong first, ulong second, ulong third)
    {
        ulong product = (word ^ first) * second;
        return High((product ^ (product >> 32)) * third);
    }

    private static uint High(ulong state) => (uint)(state >> 32);

    // Both words of the product by Math.BigMul go through memory on x64; two multiplications are faster.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right) => (Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(left, right) : Math.BigMul(left, right, out _)) ^ (left * right);

    private static ulong Read8(ref byte at) => Unsafe.ReadUnaligned<ulong>(ref at);

    private static ulong Read4(ref byte at) => Unsafe.ReadUnaligned<uint>(ref at);

    private static ulong Draw()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);

        // Odd, so that no secret is zero.
        return MemoryMarshal.Read<ulong>(bytes) | 1;
    }
}
