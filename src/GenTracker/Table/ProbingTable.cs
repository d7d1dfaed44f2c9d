using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using GenTracker.Memory;

namespace GenTracker.Table;

/// <summary>
/// An open-addressing table with linear probing. A cell has a hash, a key, the value that holds the key, and what that value shows: a find touches
/// the cell and the key's characters, whatever the size of what it finds.
/// </summary>
/// <remarks>
/// <para>
/// Readers take no lock and write nothing shared. They read <see cref="State"/> once: the cells, and while the table is moving to
/// other cells the former ones too, which they look through second.
/// </para>
/// <para>
/// A cell is read optimistically: what is looked for, the key, and what is looked for once more. Values are added once and objects are shown
/// once, so what is seen at both looks was there all the while, and the key between them is its key, whole. Only a reader whose very cell is
/// changed under it looks again. Writers take one lock.
/// </para>
/// <para>
/// Nothing ever moves within an array: a removed value leaves a mark, so that a probe goes on over it, and a later value may take the marked
/// cell.
/// </para>
/// <para>
/// Growth: when an array is full to three fifths, marks included, a new one is made, sized for what is really there (so tables shrink by the same
/// way), and each further addition copies a few cells into it, so that no single addition pays for the size of the table. Meanwhile the former cells stay true: whatever is
/// changed is so in both, first in the newer, so that readers that look there first never go back in time. Of two arrays that a reader has
/// got hold of, all values that were there at that moment are in one.
/// </para>
/// <para>
/// Under attack: the hash of strings is seeded (<see cref="KeyHash"/>). Keys whose own <see cref="object.GetHashCode"/> collides make probes as
/// long as the number of them, as in any table.
/// </para>
/// </remarks>
internal sealed class ProbingTable<TKey, TComparer>
    where TKey : notnull
    where TComparer : struct, IKeyComparer<TKey>
{
    private const int SmallestCapacity = 16;

    /// <summary>Cells that an addition copies while the table moves: more than the two or so that are needed to be done in time.</summary>
    private const int CopiedByAnAddition = 16;

    private const uint Empty = 0;
    private const uint Removed = 1;

    // Hashes of values have this bit, and so are neither of the two.
    private const uint InUse = 0x8000_0000;

    private readonly Lock _gate = new();
    private State _state = new(new Cell[SmallestCapacity], former: null);

    // Under the gate.
    private int _count;
    private int _used;
    private int _copied;

    public IEnumerable<object> Values => Enumerate(shown: false);

    public IEnumerable<object> Shown => Enumerate(shown: true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public object? Find(TKey key) => Find(new KeyProbe<TKey, TComparer>(key), shown: true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public object? Find(ReadOnlySpan<char> key) => Find(new CharactersProbe<TKey, TComparer>(key), shown: true);

    public object? Get(TKey key) => Find(new KeyProbe<TKey, TComparer>(key), shown: false);

    public bool TryAdd(TKey key, object value)
    {
        var probe = new KeyProbe<TKey, TComparer>(key);
        lock (_gate)
        {
            if (Find(probe, shown: false) is not null)
                return false;
            MakeRoom();
            Put(_state.Cells, new Cell { Hash = probe.Hash | InUse, Key = key, Value = value });
            _count++;
            return true;
        }
    }

    public bool TryReplace(TKey key, object value, object replaced) => TryWrite(key, replaced, value, shown: false);

    public void Show(TKey key, object value, object? shown) => TryWrite(key, value, shown, shown: true);

    public bool TryRemove(TKey key, object value)
    {
        uint hash = TComparer.Hash(key) | InUse;
        lock (_gate)
        {
            ref Cell cell = ref CellOf(_state.Cells, hash, value);
            ref Cell former = ref CellOf(_state.Former, hash, value);
            if (Unsafe.IsNullRef(in cell) && Unsafe.IsNullRef(in former))
                return false;
            Clear(ref cell);
            Clear(ref former);
            _count--;
            return true;
        }
    }

    /// <summary>Writes to the cells that a value stands in; false where it stands in none.</summary>
    private bool TryWrite(TKey key, object value, object? written, bool shown)
    {
        uint hash = TComparer.Hash(key) | InUse;
        lock (_gate)
        {
            ref Cell cell = ref CellOf(_state.Cells, hash, value);
            ref Cell former = ref CellOf(_state.Former, hash, value);
            if (!Unsafe.IsNullRef(in cell))
                Volatile.Write(ref Part(ref cell, shown), written);
            if (!Unsafe.IsNullRef(in former))
                Volatile.Write(ref Part(ref former, shown), written);
            return !Unsafe.IsNullRef(in cell) || !Unsafe.IsNullRef(in former);
        }
    }

    private static int Start(Cell[] cells, uint hash) => (int)(hash & (uint)(cells.Length - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private object? Find<TProbe>(TProbe probe, bool shown)
        where TProbe : struct, IProbe<TKey>, allows ref struct
    {
        State state = Volatile.Read(ref _state);
        return Find(state.Cells, probe, shown) ?? (state.Former is { } former ? Find(former, probe, shown) : null);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static object? Find<TProbe>(Cell[] cells, TProbe probe, bool shown)
        where TProbe : struct, IProbe<TKey>, allows ref struct
    {
        uint hash = probe.Hash | InUse;
        int at = Start(cells, hash);
        while (true)
        {
            ref Cell cell = ref cells[at];
            uint there = Volatile.Read(ref cell.Hash);
            if (there == hash && Volatile.Read(ref Part(ref cell, shown)) is { } found)
            {
                TKey key = TComparer.Read(in cell.Key);
                if (!ReferenceEquals(Volatile.Read(ref Part(ref cell, shown)), found))
                    continue;
                if (probe.Matches(key))
                    return found;
            }

            if (there == Empty)
                return null;
            at = (at + 1) & (cells.Length - 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref object? Part(ref Cell cell, bool shown) => ref shown ? ref cell.Shown : ref cell.Value;

    private IEnumerable<object> Enumerate(bool shown)
    {
        State state = Volatile.Read(ref _state);
        if (state.Former is { } former)
        {
            for (var i = 0; i < former.Length; i++)
            {
                if (Volatile.Read(ref Part(ref former[i], shown)) is { } found)
                    yield return found;
            }
        }

        for (var i = 0; i < state.Cells.Length; i++)
        {
            if (Volatile.Read(ref Part(ref state.Cells[i], shown)) is { } found && !WasTold(state, i, found, shown))
                yield return found;
        }
    }

    /// <summary>Whether what was found in a cell was copied from the former cells, or will be: it was told of there.</summary>
    private static bool WasTold(State state, int at, object found, bool shown)
    {
        if (state.Former is not { } former)
            return false;
        TKey key = TComparer.Read(in state.Cells[at].Key);

        // What is not there any more may be told of or not; its key may be anything.
        return !ReferenceEquals(Volatile.Read(ref Part(ref state.Cells[at], shown)), found) || Find(former, new KeyProbe<TKey, TComparer>(key), shown: false) is not null;
    }

    /// <summary>The cell that a value stands in; a null reference where it stands in none.</summary>
    private static ref Cell CellOf(Cell[]? cells, uint hash, object value)
    {
        if (cells is null)
            return ref Unsafe.NullRef<Cell>();
        int at = Start(cells, hash);
        for (; !ReferenceEquals(cells[at].Value, value); at = (at + 1) & (cells.Length - 1))
        {
            if (cells[at].Hash == Empty)
                return ref Unsafe.NullRef<Cell>();
        }

        return ref cells[at];
    }

    /// <summary>Leaves a mark, and no reference to what was there.</summary>
    private static void Clear(ref Cell cell)
    {
        if (Unsafe.IsNullRef(in cell))
            return;
        Volatile.Write(ref cell.Shown, null);
        Volatile.Write(ref cell.Value, null);
        Volatile.Write(ref cell.Hash, Removed);

        // Who sees the key gone must see the value gone.
        MemoryOrder.WriteBarrier();
        cell.Key = default!;
    }

    /// <summary>Puts a value whose key is not there into the first cell that is free.</summary>
    private void Put(Cell[] cells, in Cell filled)
    {
        int at = Start(cells, filled.Hash);
        while (cells[at].Hash >= InUse)
            at = (at + 1) & (cells.Length - 1);
        ref Cell cell = ref cells[at];
        if (cell.Hash == Empty)
            _used++;

        // The references come last, and they alone put the value into the table. The other way round, a reader that saw the hash of a former value
        // of this key in this cell would find the new one already, and the next reader, before the hash is there, would not.
        Volatile.Write(ref cell.Hash, filled.Hash);
        cell.Key = filled.Key;
        Volatile.Write(ref cell.Value, filled.Value);
        Volatile.Write(ref cell.Shown, filled.Shown);
    }

    private void MakeRoom()
    {
        if (_state.Former is { } former)
            CopySome(former);
        else if ((_used + 1) * 5L > _state.Cells.Length * 3L)
            BeginMove();
    }

    private void BeginMove()
    {
        // Room for twice what is there, and for the additions that come while the former cells are copied: however many of those are
        // marks, the new cells are not full before the move is done.
        long needed = (2L * _count) + (_state.Cells.Length / CopiedByAnAddition) + 2;
        int capacity = SmallestCapacity;
        while (capacity * 3L < needed * 5)
            capacity *= 2;
        _used = 0;
        _copied = 0;
        Volatile.Write(ref _state, new State(new Cell[capacity], _state.Cells));
        CopySome(_state.Former!);
    }

    private void CopySome(Cell[] former)
    {
        int end = Math.Min(_copied + CopiedByAnAddition, former.Length);
        for (; _copied < end; _copied++)
        {
            if (former[_copied].Value is not null)
                Put(_state.Cells, in former[_copied]);
        }

        if (_copied == former.Length)
            Volatile.Write(ref _state, new State(_state.Cells, former: null));
    }

    private struct Cell
    {
        public TKey Key;
        public object? Value;
        public object? Shown;
        public uint Hash;
    }

    /// <summary>The cells, and those that they are being copied from.</summary>
    private sealed class State(Cell[] cells, Cell[]? former)
    {
        public readonly Cell[] Cells = cells;
        public readonly Cell[]? Former = former;
    }
}
