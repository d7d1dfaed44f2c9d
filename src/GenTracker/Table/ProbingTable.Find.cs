using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Threading;

namespace GenTracker.Table;

internal sealed partial class ProbingTable<TKey, TComparer>
{
    /// <summary>
    /// Finds the visible object of the key. Nearly all finds end here, after sixteen tags and one cell. The others start again in <see cref="FindSlow"/>.
    /// The method is flat and short, because the JIT stops to inline when a method exceeds its budget.
    /// </summary>
    /// <remarks>
    /// The tags are read without any order, and need none. If a key is present during the whole find, its tag was written before the find, and all cells
    /// between its start and its own have been occupied since then: none of them can look empty. A stale tag leads to a cell whose key is compared, or to
    /// the full find.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public object? Find(TKey key)
    {
        uint hash = TComparer.Hash(key);
        Cells cells = Volatile.Read(ref _cells);
        uint index = (uint)(((ulong)hash * (uint)cells.Length) >> 32);
        Vector128<byte> group = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(cells.Tags), index);
        uint matches = Vector128.Equals(group, Vector128.Create(HashTags.FromHash(hash))).ExtractMostSignificantBits();
        if (matches == 0)
            return Vector128.EqualsAny(group, Vector128<byte>.Zero) && cells.Previous is null ? null : FindSlow(key, hash);
        index += (uint)BitOperations.TrailingZeroCount(matches);
        if (index >= (uint)cells.Length)
            index -= (uint)cells.Length;
        ref object? cell = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(cells.References), (nint)(index * (uint)Cells.ReferencesPerCell));
        object? found = Volatile.Read(ref cell);
        TKey stored = TComparer.Read(
            ref Cells.KeysAreReferences ? ref Unsafe.As<object?, TKey>(ref Unsafe.Add(ref cell, Cells.KeyOffset)) : ref cells.Keys![index]);
        return found is not null && ReferenceEquals(Volatile.Read(ref cell), found) && TComparer.EqualsInline(stored, key) ? found : FindSlow(key, hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public object? Find(ReadOnlySpan<char> key) => Find(new CharactersProbe<TKey, TComparer>(key), Cells.VisibleOffset);

    public object? Get(TKey key, uint hash) => Find(new KeyProbe<TKey, TComparer>(key, hash), Cells.ValueOffset);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private object? FindSlow(TKey key, uint hash) => Find(new KeyProbe<TKey, TComparer>(key, hash), Cells.VisibleOffset);

    /// <summary>Finds the reference at the offset in the cell of the key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private object? Find<TProbe>(TProbe probe, int offset)
        where TProbe : struct, IProbe<TKey>, allows ref struct
    {
        Cells cells = Volatile.Read(ref _cells);
        return Find(cells, probe, offset) ?? (cells.Previous is { } previous ? FindPrevious(previous, probe, offset) : null);
    }

    // A method of its own, so that the find is short while no migration is under way.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object? FindPrevious<TProbe>(Cells previous, TProbe probe, int offset)
        where TProbe : struct, IProbe<TKey>, allows ref struct =>
        Find(previous, probe, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static object? Find<TProbe>(Cells cells, TProbe probe, int offset)
        where TProbe : struct, IProbe<TKey>, allows ref struct
    {
        byte sought = HashTags.FromHash(probe.Hash);
        int index = cells.StartIndex(probe.Hash);
        while (true)
        {
            byte tag = Volatile.Read(ref cells.Tags[index]);
            if (tag == sought)
            {
                ref object? cell = ref cells.Cell(index);
                if (Volatile.Read(ref Unsafe.Add(ref cell, offset)) is { } found)
                {
                    TKey key = TComparer.Read(ref cells.Key(ref cell, index));
                    if (!ReferenceEquals(Volatile.Read(ref Unsafe.Add(ref cell, offset)), found))
                        continue;
                    if (probe.Matches(key))
                        return found;
                }
            }

            if (tag == HashTags.Empty)
                return null;
            index = cells.NextIndex(index);
        }
    }
}
