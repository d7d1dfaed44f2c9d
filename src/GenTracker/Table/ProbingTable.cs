using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Threading;
using GenTracker.Memory;

namespace GenTracker.Table;

/// <summary>
/// An open-addressing table with linear probing. A cell has a tag, a key, the value that holds the key, and what that value shows. A find compares
/// sixteen tags at once and then touches one cell and the key's characters, whatever the size of what it finds.
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
/// A value holds one key, as long as it is in the table: writers know a cell by its value alone.
/// </para>
/// <para>
/// Nothing ever moves within an array: a value that is removed from the midst of others leaves a mark, so that a probe goes on over it, and a
/// later value may take the marked cell. Before an empty cell no marks are needed, and none stay.
/// </para>
/// <para>
/// Growth: when an array is full to four fifths, marks included, a new one is made, sized for what is really there (so tables shrink the same
/// way). Each further addition copies a few cells into it, so that no single addition pays for the size of the table. Meanwhile the former cells
/// stay true: each change is made in both, within one hold of the lock. Of two arrays that a reader has got hold of, one has all values that were
/// there at that moment.
/// </para>
/// <para>
/// References and everything else lie in arrays of their own (<see cref="Cells"/>): after a write to one array of both, each collection of the
/// youngest objects would scan all of it. A byte of the hash for each cell (<see cref="Table.Tags"/>) tells most other keys apart without a look at their cells.
/// </para>
/// <para>
/// Under attack: the hash of strings, integers and <see cref="System.Guid"/> is seeded (<see cref="KeyHash"/>). Keys of another type whose own
/// <see cref="object.GetHashCode"/> collides make probes as long as the number of them, as in any table.
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

    private readonly Lock _gate = new();
    private State _state = new(new Cells(SmallestCapacity), former: default);

    // Under the gate.
    private int _count;
    private int _used;
    private int _copied;

    public IEnumerable<object> Values => Enumerate(shown: false);

    public IEnumerable<object> Visible => Enumerate(shown: true);

    /// <summary>
    /// What is shown under the key. The code is flat and short: the JIT inlines into one method up to a budget, and beyond it some call in the middle
    /// stays a call. This is the find that ends after sixteen tags and one cell, as nearly all do; any other one starts again in <see cref="FindOn"/>.
    /// </summary>
    /// <remarks>
    /// The tags are read without order, and need none. A key that is in the table during the whole find has had its tag since before the find, and
    /// every place between its start and its own has been taken since then: no empty one can be seen there. A tag that is out of date leads to a
    /// cell that is compared in full, or to the find in full.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public object? Find(TKey key)
    {
        uint hash = TComparer.Hash(key);
        State state = Volatile.Read(ref _state);
        uint at = (uint)(((ulong)hash * state.Size) >> 32);
        Vector128<byte> group = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(state.Tags), at);
        uint alike = Vector128.Equals(group, Vector128.Create(Tags.Of(hash))).ExtractMostSignificantBits();
        if (alike == 0)
            return Vector128.EqualsAny(group, Vector128<byte>.Zero) && !state.IsMoving ? null : FindOn(key);
        at += (uint)BitOperations.TrailingZeroCount(alike);
        if (at >= state.Size)
            at -= state.Size;
        ref object? cell = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(state.References), (nint)(at * (uint)Cells.ReferencesEach));
        object? found = Volatile.Read(ref cell);
        TKey present = TComparer.Read(ref Cells.KeysAreReferences ? ref Unsafe.As<object?, TKey>(ref Unsafe.Add(ref cell, Cells.KeyReference)) : ref state.Keys![at]);
        return found is not null && ReferenceEquals(Volatile.Read(ref cell), found) && TComparer.IsSurely(present, key) ? found : FindOn(key);
    }

    /// <summary>The find in full.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private object? FindOn(TKey key) => Find(new KeyProbe<TKey, TComparer>(key), shown: true);

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
            Put(_state.Cells, probe.Hash, key, value, shown: null);
            _count++;
            return true;
        }
    }

    public bool TryReplace(TKey key, object value, object replaced) => TryWrite(key, replaced, value, shown: false);

    public void SetVisible(TKey key, object value, object? shown) => TryWrite(key, value, shown, shown: true);

    public bool TryRemove(TKey key, object value)
    {
        uint hash = TComparer.Hash(key);
        lock (_gate)
        {
            int at = PlaceOf(_state.Cells, hash, value);
            int formerAt = PlaceOf(_state.Former, hash, value);
            if (at == Nowhere && formerAt == Nowhere)
                return false;
            if (at != Nowhere)
                _used -= Clear(_state.Cells, at);
            if (formerAt != Nowhere)
                Clear(_state.Former, formerAt);
            _count--;
            return true;
        }
    }

    /// <summary>Writes to the cells that a value stands in; false where it stands in none.</summary>
    private bool TryWrite(TKey key, object value, object? written, bool shown)
    {
        uint hash = TComparer.Hash(key);
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
    private object? Find<TProbe>(TProbe probe, bool shown)
        where TProbe : struct, IProbe<TKey>, allows ref struct
    {
        State state = Volatile.Read(ref _state);
        return Find(in state.Cells, probe, shown) ?? (state.Former.Exist ? FindFormer(state, probe, shown) : null);
    }

    /// <summary>A method of its own, so that a find pays nothing for it while nothing moves.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object? FindFormer<TProbe>(State state, TProbe probe, bool shown)
        where TProbe : struct, IProbe<TKey>, allows ref struct =>
        Find(in state.Former, probe, shown);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static object? Find<TProbe>(ref readonly Cells cells, TProbe probe, bool shown)
        where TProbe : struct, IProbe<TKey>, allows ref struct
    {
        int part = shown ? Cells.Shown : Cells.Value;
        byte sought = Tags.Of(probe.Hash);
        int at = cells.Start(probe.Hash);
        while (true)
        {
            byte tag = Volatile.Read(ref cells.Tags[at]);
            if (tag == sought)
            {
                ref object? cell = ref cells.Cell(at);
                if (Volatile.Read(ref Unsafe.Add(ref cell, part)) is { } found)
                {
                    TKey key = TComparer.Read(ref cells.Key(ref cell, at));
                    if (!ReferenceEquals(Volatile.Read(ref Unsafe.Add(ref cell, part)), found))
                        continue;
                    if (probe.Matches(key))
                        return found;
                }
            }

            if (tag == Tags.Empty)
                return null;
            at = cells.Next(at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref object? Part(Cells cells, int at, bool shown) => ref cells.Reference(at, shown ? Cells.Shown : Cells.Value);

    private IEnumerable<object> Enumerate(bool shown)
    {
        State state = Volatile.Read(ref _state);
        for (var i = 0; i < state.Former.Length; i++)
        {
            if (Volatile.Read(ref Part(state.Former, i, shown)) is { } found && IsThere(state, state.Former, i, found, shown))
                yield return found;
        }

        for (var i = 0; i < state.Cells.Length; i++)
        {
            if (Volatile.Read(ref Part(state.Cells, i, shown)) is { } found && !WasTold(state, i, found, shown) && IsThere(state, state.Cells, i, found, shown))
                yield return found;
        }
    }

    /// <summary>Whether what was found in a cell is in the table. What was moved to other cells since the enumeration began is changed there alone.</summary>
    private bool IsThere(State state, Cells cells, int at, object found, bool shown)
    {
        if (ReferenceEquals(Volatile.Read(ref _state), state))
            return true;
        TKey key = TComparer.Read(ref cells.Key(at));

        // Of a cell that was cleared meanwhile the key may be anything.
        return ReferenceEquals(Volatile.Read(ref Part(cells, at, shown)), found) && ReferenceEquals(Find(new KeyProbe<TKey, TComparer>(key), shown), found);
    }

    /// <summary>Whether what was found in a cell was copied from the former cells, or will be: it was told of there.</summary>
    private static bool WasTold(State state, int at, object found, bool shown)
    {
        if (!state.Former.Exist)
            return false;
        TKey key = TComparer.Read(ref state.Cells.Key(at));

        // What is not there any more may be told of or not; its key may be anything.
        return !ReferenceEquals(Volatile.Read(ref Part(state.Cells, at, shown)), found) || Find(in state.Former, new KeyProbe<TKey, TComparer>(key), shown: false) is not null;
    }

    /// <summary>The place of the cell that a value stands in, or <see cref="Nowhere"/>.</summary>
    private static int PlaceOf(Cells cells, uint hash, object value)
    {
        if (!cells.Exist)
            return Nowhere;
        int at = cells.Start(hash);
        for (; !ReferenceEquals(cells.Reference(at, Cells.Value), value); at = cells.Next(at))
        {
            if (cells.Tags[at] == Tags.Empty)
                return Nowhere;
        }

        return at;
    }

    /// <summary>Leaves no reference to what was there. The number of cells that are empty again.</summary>
    private static int Clear(Cells cells, int at)
    {
        Volatile.Write(ref cells.Reference(at, Cells.Shown), null);
        Volatile.Write(ref cells.Reference(at, Cells.Value), null);
        bool isEmptied = cells.Tags[cells.Next(at)] == Tags.Empty;
        cells.SetTag(at, isEmptied ? Tags.Empty : Tags.Removed);

        // Who sees the key gone must see the value gone.
        MemoryOrder.WriteBarrier();
        cells.Key(at) = default!;

        // No probe goes on over a mark that an empty cell follows.
        if (!isEmptied)
            return 0;
        var emptied = 1;
        for (at = cells.Previous(at); cells.Tags[at] == Tags.Removed; at = cells.Previous(at), emptied++)
            cells.SetTag(at, Tags.Empty);
        return emptied;
    }

    /// <summary>Puts a value whose key is not there into the first cell that is free.</summary>
    private void Put(Cells cells, uint hash, TKey key, object value, object? shown)
    {
        int at = cells.Start(hash);
        while (cells.Tags[at] > Tags.Removed)
            at = cells.Next(at);
        if (cells.Tags[at] == Tags.Empty)
            _used++;
        cells.Hashes[at] = hash;

        // Value and what it shows come last, and they alone put it into the table. The other way round, a reader that saw the marker of a former value
        // in this cell would find the new one already, and the next reader, before its marker is there, would not.
        cells.SetTag(at, Tags.Of(hash));
        cells.Key(at) = key;
        Volatile.Write(ref cells.Reference(at, Cells.Value), value);
        Volatile.Write(ref cells.Reference(at, Cells.Shown), shown);
    }

    private void MakeRoom()
    {
        if (_state.Former.Exist)
            CopySome(_state.Former);
        else if ((_used + 1) * 5L > _state.Cells.Length * 4L)
            BeginMove();
    }

    private void BeginMove()
    {
        // Room for half as much again as is there, and for the additions that come while the former cells are copied: however many of those are
        // marks, the new cells are not full before the move is done.
        long needed = _count + (_count / 2) + (_state.Cells.Length / CopiedByAnAddition) + 2;
        int capacity = (int)Math.Max(SmallestCapacity, needed * 5 / 4);
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
                Put(_state.Cells, former.Hashes[_copied], former.Key(_copied), value, former.Reference(_copied, Cells.Shown));
        }

        if (_copied == former.Length)
            Volatile.Write(ref _state, new State(_state.Cells, former: default));
    }

    /// <summary>The cells, in arrays that run side by side: references, keys that are none, and the hashes, which only a move to other cells reads.</summary>
    private readonly struct Cells
    {
        public const int Shown = 0;
        public const int Value = 1;

        public readonly uint[] Hashes;
        public readonly byte[] Tags;
        public readonly int Length;

        public const int KeyReference = 2;

        public readonly object?[] _references;
        public readonly TKey[]? _keys;

        public Cells(int length)
        {
            Length = length;
            Hashes = new uint[length];
            Tags = new byte[length + Table.Tags.Group - 1];
            _references = new object?[length * ReferencesEach];
            if (!KeysAreReferences)
                _keys = new TKey[length];
        }

        /// <summary>Whether a key is one reference, and stands among the others of its cell.</summary>
        public static bool KeysAreReferences
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => RuntimeHelpers.IsReferenceOrContainsReferences<TKey>() && Unsafe.SizeOf<TKey>() == Unsafe.SizeOf<object>();
        }

        public bool Exist => Length != 0;

        public static int ReferencesEach
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => KeysAreReferences ? 3 : 2;
        }

        /// <summary>The cell where a probe begins: the hash as a fraction of all hashes, so that there may be any number of cells.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Start(uint hash) => (int)(((ulong)hash * (uint)Length) >> 32);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Next(int at) => at + 1 == Length ? 0 : at + 1;

        /// <summary>Writes a place's tag, and its copy behind the last place: a group that begins among the last ones goes on there with the first.</summary>
        public void SetTag(int at, byte tag)
        {
            Volatile.Write(ref Tags[at], tag);
            for (int copy = at + Length; copy < Tags.Length; copy += Length)
                Volatile.Write(ref Tags[copy], tag);
        }

        public int Previous(int at) => (at == 0 ? Length : at) - 1;

        /// <summary>The first of a cell's references. The bounds are not checked: places come from <see cref="Start"/> and its like alone.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref object? Cell(int at) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_references), (nint)(uint)(at * ReferencesEach));

        /// <summary>The key of a cell.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref TKey Key(ref object? cell, int at) => ref KeysAreReferences ? ref Unsafe.As<object?, TKey>(ref Unsafe.Add(ref cell, KeyReference)) : ref _keys![at];

        public ref TKey Key(int at) => ref Key(ref Cell(at), at);

        public ref object? Reference(int at, int part) => ref Unsafe.Add(ref Cell(at), part);
    }

    /// <summary>The cells, and those that they are being copied from.</summary>
    private sealed class State(Cells cells, Cells former)
    {
        public readonly object?[] References = cells._references;
        public readonly byte[] Tags = cells.Tags;
        public readonly TKey[]? Keys = cells._keys;
        public readonly uint Size = (uint)cells.Length;
        public readonly bool IsMoving = former.Exist;
        public readonly Cells Cells = cells;
        public readonly Cells Former = former;
    }
}
