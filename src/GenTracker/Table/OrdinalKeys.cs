using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Threading;

namespace GenTracker.Table;

/// <summary>String keys, character by character.</summary>
internal readonly struct OrdinalKeys : IKeyComparer<StringKey>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StringKey Read(ref readonly StringKey place) => new(Volatile.Read(in place.Text));

    public static uint Hash(StringKey key) => KeyHash.Of(key.Text.AsSpan());

    /// <summary>Two words that cover the characters, and overlap where they are fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSurely(StringKey left, StringKey right)
    {
        string? there = left.Text;
        string sought = right.Text;
        if (ReferenceEquals(there, sought))
            return true;

        // The key of a cell that was cleared meanwhile is null.
        if (there is null || there.Length != sought.Length)
            return false;
        nuint bytes = (nuint)(uint)sought.Length * 2;
        ref byte one = ref Unsafe.As<char, byte>(ref Unsafe.AsRef(in there.GetPinnableReference()));
        ref byte other = ref Unsafe.As<char, byte>(ref Unsafe.AsRef(in sought.GetPinnableReference()));
        if (bytes > 64)
            return false;
        if (bytes >= 16)
        {
            Vector128<byte> differs = (Vector128.LoadUnsafe(ref one) ^ Vector128.LoadUnsafe(ref other)) | (Vector128.LoadUnsafe(ref one, bytes - 16) ^ Vector128.LoadUnsafe(ref other, bytes - 16));
            if (bytes > 32)
                differs |= (Vector128.LoadUnsafe(ref one, 16) ^ Vector128.LoadUnsafe(ref other, 16)) | (Vector128.LoadUnsafe(ref one, bytes - 32) ^ Vector128.LoadUnsafe(ref other, bytes - 32));
            return differs == Vector128<byte>.Zero;
        }

        if (bytes >= 8)
        {
            return ((Unsafe.ReadUnaligned<ulong>(ref one) ^ Unsafe.ReadUnaligned<ulong>(ref other))
                | (Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref one, bytes - 8)) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref other, bytes - 8)))) == 0;
        }

        if (bytes >= 4)
        {
            return ((Unsafe.ReadUnaligned<uint>(ref one) ^ Unsafe.ReadUnaligned<uint>(ref other))
                | (Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref one, bytes - 4)) ^ Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref other, bytes - 4)))) == 0;
        }

        return bytes == 0 || Unsafe.ReadUnaligned<ushort>(ref one) == Unsafe.ReadUnaligned<ushort>(ref other);
    }

    public static bool Equals(StringKey left, StringKey right) => left.Text.AsSpan().SequenceEqual(right.Text);

    public static uint Hash(ReadOnlySpan<char> characters) => KeyHash.Of(characters);

    public static bool Equals(StringKey key, ReadOnlySpan<char> characters) => characters.SequenceEqual(key.Text);
}
