using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Table;

/// <summary>
/// An open-addressing table with linear probing. A cell is a hash and a reference to the value; the key is the value's own, so that one
/// atomic reference publishes both, and a find touches the cell, the value, and the key's characters.
/// </summary>
/// <remarks>
/// <para>
/// Readers take no lock, write nothing and never try again. They read <see cref="State"/> once: the cells, and while the table is moving to
/// other cells the former ones too, which they look through second. Writers take one lock.
/// </para>
/// <para>
/// Nothing ever moves within an array: a removed value leaves a mark, so that a probe goes on over it, and a later value may take the marked
/// cell. A reader may see the hash of one value and then the reference of its successor in the cell; it compares the key of the value that it has, so
/// it is never wrong, at most it has come before the newer one.
/// </para>
/// <para>
/// Growth: when an array is full to three fifths, marks included, a new one is made, sized for what is really there (so tables shrink by the same
/// way), and each further addition copies a few cells into it, so that no single addition pays for the size of the table. Meanwhile the former cells stay true: whatever is
/// removed or replaced is so in both, first in the newer, so that readers that look there first never go back in time. Of two arrays that a reader has
/// got hold of, all values that were there at that moment are in one.
/// </para>
/// <para>
/// Under attack: the hash of strings is seeded (<see cref="KeyHash"/>). Keys whose own <see cref="object.GetHashCode"/> collides make probes as
/// long as the number of them, as in any table.
/// </para>
/// </remarks>
internal sealed class ProbingTable<TKey, TValue, TKeyOf, TComparer> : ChildTable<TKey, TValue>
    where TKey : notnull
    where TValue : class
    where TKeyOf : struct, IKeyOf<TKey, TValue>
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

    public override IEnumerable<TValue> Values
    {
        get
        {
            State state = Volatile.Read(ref _state);
            if (state.Former is { } former)
            {
                for (var i = 0; i < former.Length; i++)
                {
                    if (Volatile.Read(ref former[i].Value) is { } value)
                        yield return value;
                }
            }

            for (var i = 0; i < state.Cells.Length; i++)
            {
                // What was copied, or will be, was told of above.
                if (Volatile.Read(ref state.Cells[i].Value) is { } value
                    && (state.Former is null || Find(state.Former, new KeyProbe<TKey, TComparer>(TKeyOf.KeyOf(value))) is null))
                    yield return value;
            }
        }
    }

    public override bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value) => TryGet(new KeyProbe<TKey, TComparer>(key), out value);

    public override bool TryGet(ReadOnlySpan<char> key, [NotNullWhen(true)] out TValue? value) => TryGet(new CharactersProbe<TKey, TComparer>(key), out value);

    public override bool TryAdd(TValue value)
    {
        var probe = new KeyProbe<TKey, TComparer>(TKeyOf.KeyOf(value));
        lock (_gate)
        {
            if (TryGet(probe, out _))
                return false;
            MakeRoom();
            Put(_state.Cells, probe.Hash | InUse, value);
            _count++;
            return true;
        }
    }

    public override bool TryReplace(TValue value, TValue replaced)
    {
        uint hash = TComparer.Hash(TKeyOf.KeyOf(replaced)) | InUse;
        lock (_gate)
        {
            bool found = TryExchange(_state.Cells, hash, replaced, value);
            return (_state.Former is { } former && TryExchange(former, hash, replaced, value)) || found;
        }
    }

    public override bool TryRemove(TValue value)
    {
        uint hash = TComparer.Hash(TKeyOf.KeyOf(value)) | InUse;
        lock (_gate)
        {
            bool found = TryExchange(_state.Cells, hash, value, null);
            if (!(_state.Former is { } former && TryExchange(former, hash, value, null)) && !found)
                return false;
            _count--;
            return true;
        }
    }

    private static int Start(Cell[] cells, uint hash) => (int)(hash & (uint)(cells.Length - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryGet<TProbe>(TProbe probe, [NotNullWhen(true)] out TValue? value)
        where TProbe : struct, IProbe<TKey>, allows ref struct
    {
        State state = Volatile.Read(ref _state);
        value = Find(state.Cells, probe);
        if (value is null && state.Former is { } former)
            value = Find(former, probe);
        return value is not null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TValue? Find<TProbe>(Cell[] cells, TProbe probe)
        where TProbe : struct, IProbe<TKey>, allows ref struct
    {
        uint hash = probe.Hash | InUse;
        for (int at = Start(cells, hash); ; at = (at + 1) & (cells.Length - 1))
        {
            ref Cell cell = ref cells[at];
            uint there = Volatile.Read(ref cell.Hash);
            if (there == hash && Volatile.Read(ref cell.Value) is { } value && probe.Matches(TKeyOf.KeyOf(value)))
                return value;
            if (there == Empty)
                return null;
        }
    }

    private static bool TryExchange(Cell[] cells, uint hash, TValue value, TValue? replacement)
    {
        for (int at = Start(cells, hash); cells[at].Hash != Empty; at = (at + 1) & (cells.Length - 1))
        {
            if (!ReferenceEquals(cells[at].Value, value))
                continue;
            Volatile.Write(ref cells[at].Value, replacement);
            if (replacement is null)
                Volatile.Write(ref cells[at].Hash, Removed);
            return true;
        }

        return false;
    }

    /// <summary>Puts a value whose key is not there into the first cell that is free.</summary>
    private void Put(Cell[] cells, uint hash, TValue value)
    {
        int at = Start(cells, hash);
        while (cells[at].Hash >= InUse)
            at = (at + 1) & (cells.Length - 1);
        if (cells[at].Hash == Empty)
            _used++;

        // The value comes last, and it alone puts the value into the table. The other way round, a reader that saw the hash of a former value
        // of this key in this cell would find the new one already, and the next reader, before the hash is there, would not.
        Volatile.Write(ref cells[at].Hash, hash);
        Volatile.Write(ref cells[at].Value, value);
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
            if (former[_copied].Value is { } value)
                Put(_state.Cells, former[_copied].Hash, value);
        }

        if (_copied == former.Length)
            Volatile.Write(ref _state, new State(_state.Cells, former: null));
    }

    private struct Cell
    {
        public TValue? Value;
        public uint Hash;
    }

    /// <summary>The cells, and those that they are being copied from.</summary>
    private sealed class State(Cell[] cells, Cell[]? former)
    {
        public readonly Cell[] Cells = cells;
        public readonly Cell[]? Former = former;
    }
}
