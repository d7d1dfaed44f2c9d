using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using GenTracker.Memory;

namespace GenTracker.Table;

/// <summary>
/// An open-addressing table with linear probing. A cell has a hash, a key, the value that holds the key, and what that value shows: a find touches
/// the cell, in both of the arrays that it lies in, and the key's characters, whatever the size of what it finds.
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
/// What refers to objects and what does not lies in arrays of its own (<see cref="Cells"/>): one array of both would be gone through from its beginning to its end by each
/// collection of the youngest objects that follows a write to it.
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

    private const int Nowhere = -1;

    private const uint Empty = 0;
    private const uint Removed = 1;

    // Hashes of values have this bit, and so are neither of the two.
    private const uint InUse = 0x8000_0000;

    private readonly Lock _gate = new();
    private State _state = new(new Cells(SmallestCapacity), former: default);

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
            Put(_state.Cells, probe.Hash | InUse, key, value, shown: null);
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
            int at = PlaceOf(_state.Cells, hash, value);
            int formerAt = PlaceOf(_state.Former, hash, value);
            if (at == Nowhere && formerAt == Nowhere)
                return false;
            if (at != Nowhere)
                Clear(_state.Cells, at);
            if (formerAt != Nowhere)
                Clear(_state.Former, formerAt);
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
            int at = PlaceOf(_state.Cells, hash, value);
            int formerAt = PlaceOf(_state.Former, hash, value);
            if (at != Nowhere)
                Volatile.Write(ref Part(_state.Cells, at, shown), written);
            if (formerAt != Nowhere)
                Volatile.Write(ref Part(_state.Former, formerAt, shown), written);
            return at != Nowhere || formerAt != Nowhere;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Start(Cells cells, uint hash) => (int)(hash & (uint)(cells.Hashes.Length - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(Cells cells, int at) => (at + 1) & (cells.Hashes.Length - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private object? Find<TProbe>(TProbe probe, bool shown)
        where TProbe : struct, IProbe<TKey>, allows ref struct
    {
        State state = Volatile.Read(ref _state);
        return Find(state.Cells, probe, shown) ?? (state.Former.Exist ? Find(state.Former, probe, shown) : null);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static object? Find<TProbe>(Cells cells, TProbe probe, bool shown)
        where TProbe : struct, IProbe<TKey>, allows ref struct
    {
        uint hash = probe.Hash | InUse;
        int at = Start(cells, hash);
        while (true)
        {
            uint there = Volatile.Read(ref cells.Hashes[at]);
            if (there == hash && Volatile.Read(ref Part(cells, at, shown)) is { } found)
            {
                TKey key = TComparer.Read(ref KeyOf(cells, at));
                if (!ReferenceEquals(Volatile.Read(ref Part(cells, at, shown)), found))
                    continue;
                if (probe.Matches(key))
                    return found;
            }

            if (there == Empty)
                return null;
            at = Next(cells, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref object? Part(Cells cells, int at, bool shown) => ref cells.Reference(at, shown ? Cells.Shown : Cells.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref TKey KeyOf(Cells cells, int at) => ref Cells.KeysAreReferences ? ref Unsafe.As<object?, TKey>(ref cells.Reference(at, Cells.Key)) : ref cells.Keys![at];

    private IEnumerable<object> Enumerate(bool shown)
    {
        State state = Volatile.Read(ref _state);
        for (var i = 0; i < state.Former.Length; i++)
        {
            if (Volatile.Read(ref Part(state.Former, i, shown)) is { } found)
                yield return found;
        }

        for (var i = 0; i < state.Cells.Length; i++)
        {
            if (Volatile.Read(ref Part(state.Cells, i, shown)) is { } found && !WasTold(state, i, found, shown))
                yield return found;
        }
    }

    /// <summary>Whether what was found in a cell was copied from the former cells, or will be: it was told of there.</summary>
    private static bool WasTold(State state, int at, object found, bool shown)
    {
        if (!state.Former.Exist)
            return false;
        TKey key = TComparer.Read(ref KeyOf(state.Cells, at));

        // What is not there any more may be told of or not; its key may be anything.
        return !ReferenceEquals(Volatile.Read(ref Part(state.Cells, at, shown)), found) || Find(state.Former, new KeyProbe<TKey, TComparer>(key), shown: false) is not null;
    }

    /// <summary>The place of the cell that a value stands in, or <see cref="Nowhere"/>.</summary>
    private static int PlaceOf(Cells cells, uint hash, object value)
    {
        if (!cells.Exist)
            return Nowhere;
        int at = Start(cells, hash);
        for (; !ReferenceEquals(cells.Reference(at, Cells.Value), value); at = Next(cells, at))
        {
            if (cells.Hashes[at] == Empty)
                return Nowhere;
        }

        return at;
    }

    /// <summary>Leaves a mark, and no reference to what was there.</summary>
    private static void Clear(Cells cells, int at)
    {
        Volatile.Write(ref cells.Reference(at, Cells.Shown), null);
        Volatile.Write(ref cells.Reference(at, Cells.Value), null);
        Volatile.Write(ref cells.Hashes[at], Removed);

        // Who sees the key gone must see the value gone.
        MemoryOrder.WriteBarrier();
        KeyOf(cells, at) = default!;
    }

    /// <summary>Puts a value whose key is not there into the first cell that is free.</summary>
    private void Put(Cells cells, uint hash, TKey key, object value, object? shown)
    {
        int at = Start(cells, hash);
        while (cells.Hashes[at] >= InUse)
            at = Next(cells, at);
        if (cells.Hashes[at] == Empty)
            _used++;

        // The references come last, and they alone put the value into the table. The other way round, a reader that saw the hash of a former value
        // of this key in this cell would find the new one already, and the next reader, before the hash is there, would not.
        Volatile.Write(ref cells.Hashes[at], hash);
        KeyOf(cells, at) = key;
        Volatile.Write(ref cells.Reference(at, Cells.Value), value);
        Volatile.Write(ref cells.Reference(at, Cells.Shown), shown);
    }

    private void MakeRoom()
    {
        if (_state.Former.Exist)
            CopySome(_state.Former);
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
        Volatile.Write(ref _state, new State(new Cells(capacity), _state.Cells));
        CopySome(_state.Former);
    }

    private void CopySome(Cells former)
    {
        int end = Math.Min(_copied + CopiedByAnAddition, former.Length);
        for (; _copied < end; _copied++)
        {
            if (former.Reference(_copied, Cells.Value) is { } value)
                Put(_state.Cells, former.Hashes[_copied], KeyOf(former, _copied), value, former.Reference(_copied, Cells.Shown));
        }

        if (_copied == former.Length)
            Volatile.Write(ref _state, new State(_state.Cells, former: default));
    }

    /// <summary>The cells, in arrays that run side by side: hashes, references, and keys that are none.</summary>
    private readonly struct Cells
    {
        public const int Shown = 0;
        public const int Value = 1;
        public const int Key = 2;

        public readonly uint[] Hashes;
        public readonly TKey[]? Keys;
        private readonly object?[] _references;

        public Cells(int capacity)
        {
            Hashes = new uint[capacity];
            _references = new object?[capacity * ReferencesEach];
            if (!KeysAreReferences)
                Keys = new TKey[capacity];
        }

        /// <summary>Whether a key is one reference, and stands among the others of its cell.</summary>
        public static bool KeysAreReferences => RuntimeHelpers.IsReferenceOrContainsReferences<TKey>() && Unsafe.SizeOf<TKey>() == Unsafe.SizeOf<object>();

        public bool Exist => Hashes is not null;

        public int Length => Hashes?.Length ?? 0;

        private static int ReferencesEach => KeysAreReferences ? 3 : 2;

        /// <summary>One of the references of a cell. The bounds are not checked once more: the cell's hash was read from an array of as many.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref object? Reference(int at, int part) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_references), (at * ReferencesEach) + part);
    }

    /// <summary>The cells, and those that they are being copied from.</summary>
    private sealed class State(Cells cells, Cells former)
    {
        public readonly Cells Cells = cells;
        public readonly Cells Former = former;
    }
}
