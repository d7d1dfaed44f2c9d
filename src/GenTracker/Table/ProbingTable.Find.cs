using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Threading;

namespace GenTracker.Table;

internal sealed partial class ProbingTable<TKey, TComparer>
{
    /// <summary>Finds the visible object of the key. An object must be made visible once at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public object? Find(TKey key) => FindFirst(key, Cells.VisibleOffset, out _);

    /// <summary>
    /// Finds the visible object of the key, and its value. An object may be made visible again, since the value guards the cell. If the key has a value, but no
    /// visible object was found, the value decides.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public object? FindShown(TKey key, out object? value) => FindFirst(key, Cells.ValueOffset, out value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public object? Find(ReadOnlySpan<char> key) => Find(new CharactersProbe<TKey, TComparer>(key), Cells.VisibleOffset);

    public object? Get(TKey key, uint hash) => Find(new KeyProbe<TKey, TComparer>(key, hash), Cells.ValueOffset);

    /// <summary>
    /// Finds the visible object of the key. Nearly all finds end here, after sixteen tags and one cell. The others start again in <see cref="FindSlow"/>.
    /// The method is flat and short, because the JIT stops to inline when a method exceeds its budget.
    /// </summary>
    /// <remarks>
    /// The tags are read without any order, and need none. If a key is present during the whole find, its tag was written before the find, and all cells
    /// between its start and its own have been occupied since then: none of them can look empty. A stale tag leads to a cell whose key is compared, or to
    /// the full find.
    /// </remarks>
    /// <param name="key">The key.</param>
    /// <param name="guardOffset">
    /// Which reference of the cell is read before and after the key: the visible object, if it is made visible once at most, or the value, which is added once.
    /// </param>
    /// <param name="guard">That reference.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private object? FindFirst(TKey key, int guardOffset, out object? guard)
    {
        uint hash = TComparer.Hash(key);
        Cells cells = Volatile.Read(ref _cells);
        uint index = (uint)(((ulong)hash * (uint)cells.Length) >> 32);
        Vector128<byte> group = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(cells.Tags), index);
        uint matches = Vector128.Equals(group, Vector128.Create(HashTags.FromHash(hash))).ExtractMostSignificantBits();
        if (matches != 0)
        {
            index += (uint)BitOperations.TrailingZeroCount(matches);
            if (index >= (uint)cells.Length)
                index -= (uint)cells.Length;
            ref object? cell = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(cells.References), (nint)(index * (uint)Cells.ReferencesPerCell));
            ref object? guardCell = ref Unsafe.Add(ref cell, guardOffset);
            guard = Volatile.Read(ref guardCell);
            object? found = guardOffset == Cells.VisibleOffset ? guard : Volatile.Read(ref cell);
            TKey stored = TComparer.Read(
                ref Cells.KeysAreReferences ? ref Unsafe.As<object?, TKey>(ref Unsafe.Add(ref cell, Cells.KeyOffset)) : ref cells.Keys![index]);
            if (guard is not null && ReferenceEquals(Volatile.Read(ref guardCell), guard) && TComparer.EqualsInline(stored, key))
                return found;
        }
        else if (Vector128.EqualsAny(group, Vector128<byte>.Zero) && cells.Previous is null)
        {
            guard = null;
            return null;
        }

        guard = FindSlow(key, hash, guardOffset);
        return guardOffset == Cells.VisibleOffset ? guard : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private object? FindSlow(TKey key, uint hash, int offset) => Find(new KeyProbe<TKey, TComparer>(key, hash), offset);

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
