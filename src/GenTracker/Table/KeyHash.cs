using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace GenTracker.Table;

/// <summary>
/// Hashes keys with random secrets, drawn at the start of the process, so that nobody outside can choose keys that collide. Characters are hashed as in
/// wyhash (Wang Yi): words of 8 bytes are multiplied to 128 bits and folded. Each constant that enters a product is secret. If it were known, a chosen
/// word could make the product zero and erase the state.
/// </summary>
internal static class KeyHash
{
    private static readonly ulong Seed = RandomSeed();
    private static readonly ulong Secret1 = RandomSeed();
    private static readonly ulong Secret2 = RandomSeed();
    private static readonly ulong Secret3 = RandomSeed();

    public static uint Compute(ReadOnlySpan<char> characters)
    {
        ref byte position = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(characters));
        nuint remaining = (nuint)characters.Length * 2;
        ulong state = Seed ^ remaining;
        while (remaining > 16)
        {
            state = MultiplyFold(Read8(ref position) ^ Secret1, Read8(ref Unsafe.Add(ref position, 8)) ^ state);
            position = ref Unsafe.Add(ref position, 16);
            remaining -= 16;
        }

        // Two words cover the rest. They overlap if the rest is shorter than both.
        ulong low = 0;
        ulong high = 0;
        if (remaining >= 8)
        {
            low = Read8(ref position);
            high = Read8(ref Unsafe.Add(ref position, remaining - 8));
        }
        else if (remaining >= 4)
        {
            low = Read4(ref position);
            high = Read4(ref Unsafe.Add(ref position, remaining - 4));
        }
        else if (remaining > 0)
        {
            low = Unsafe.ReadUnaligned<ushort>(ref position);
        }

        return UpperHalf(MultiplyFold(low ^ Secret2, high ^ state ^ Secret3));
    }

    /// <summary>Hash of one word, or of a hash code that the key type computed.</summary>
    public static uint Compute(ulong word) => Mix(word, Secret1, Secret2, Secret3);

    public static uint Compute(ulong low, ulong high) => Compute(MultiplyFold(low ^ Seed, high ^ Secret3));

    /// <summary>
    /// Multiplies twice. One product would put consecutive codes at equal distances around the table, and with a secret near a simple fraction they would
    /// all share a few cells. Between the products the upper half is folded into the lower one, because upper bits of a product never reach lower bits.
    /// </summary>
    internal static uint Mix(ulong word, ulong secret1, ulong secret2, ulong secret3)
    {
        ulong product = (word ^ secret1) * secret2;
        return UpperHalf((product ^ (product >> 32)) * secret3);
    }

    private static uint UpperHalf(ulong state) => (uint)(state >> 32);

    // On x64 Math.BigMul passes both words of the product through memory. Two multiplications are faster.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyFold(ulong left, ulong right) =>
        (Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(left, right) : Math.BigMul(left, right, out _)) ^ (left * right);

    private static ulong Read8(ref byte position) => Unsafe.ReadUnaligned<ulong>(ref position);

    private static ulong Read4(ref byte position) => Unsafe.ReadUnaligned<uint>(ref position);

    private static ulong RandomSeed()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);

        // Odd, so that no secret is zero.
        return MemoryMarshal.Read<ulong>(bytes) | 1;
    }
}
