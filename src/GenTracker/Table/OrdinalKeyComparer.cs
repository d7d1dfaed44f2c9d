using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Threading;

namespace GenTracker.Table;

/// <summary>Compares string keys by <see cref="StringComparison.Ordinal"/>.</summary>
internal readonly struct OrdinalKeyComparer : IKeyComparer<StringKey>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StringKey Read(ref readonly StringKey location) => new(Volatile.Read(in location.Text));

    public static uint Hash(StringKey key) => KeyHash.Compute(key.Text.AsSpan());

    /// <summary>Compares up to 32 characters, by words that cover them. The words overlap if there are fewer characters than they hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EqualsInline(StringKey stored, StringKey sought)
    {
        // The text of the stored key is null if another thread has just cleared the cell.
        string? left = stored.Text;
        string right = sought.Text;
        if (ReferenceEquals(left, right))
            return true;
        if (left is null || left.Length != right.Length)
            return false;
        nuint bytes = (nuint)(uint)right.Length * 2;
        ref byte first = ref Unsafe.As<char, byte>(ref Unsafe.AsRef(in left.GetPinnableReference()));
        ref byte second = ref Unsafe.As<char, byte>(ref Unsafe.AsRef(in right.GetPinnableReference()));
        if (bytes > 64)
            return false;
        if (bytes >= 16)
        {
            Vector128<byte> difference = (Vector128.LoadUnsafe(ref first) ^ Vector128.LoadUnsafe(ref second))
                | (Vector128.LoadUnsafe(ref first, bytes - 16) ^ Vector128.LoadUnsafe(ref second, bytes - 16));
            if (bytes > 32)
            {
                difference |= (Vector128.LoadUnsafe(ref first, 16) ^ Vector128.LoadUnsafe(ref second, 16))
                    | (Vector128.LoadUnsafe(ref first, bytes - 32) ^ Vector128.LoadUnsafe(ref second, bytes - 32));
            }
            return difference == Vector128<byte>.Zero;
        }

        if (bytes >= 8)
        {
            ulong start = Unsafe.ReadUnaligned<ulong>(ref first) ^ Unsafe.ReadUnaligned<ulong>(ref second);
            ulong end = Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref first, bytes - 8))
                ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref second, bytes - 8));
            return (start | end) == 0;
        }

        if (bytes >= 4)
        {
            uint start = Unsafe.ReadUnaligned<uint>(ref first) ^ Unsafe.ReadUnaligned<uint>(ref second);
            uint end = Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref first, bytes - 4))
                ^ Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref second, bytes - 4));
            return (start | end) == 0;
        }

        return bytes == 0 || Unsafe.ReadUnaligned<ushort>(ref first) == Unsafe.ReadUnaligned<ushort>(ref second);
    }

    public static bool Equals(StringKey left, StringKey right) => left.Text.AsSpan().SequenceEqual(right.Text);

    public static uint Hash(ReadOnlySpan<char> characters) => KeyHash.Compute(characters);

    public static bool Equals(StringKey key, ReadOnlySpan<char> characters) => characters.SequenceEqual(key.Text);
}
