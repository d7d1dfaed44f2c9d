using System;
using System.Diagnostics;
using System.Threading;

namespace GenTracker.Table;

/// <summary>
/// A hash table with open addressing and linear probing, which any number of threads read without a lock. A cell has a tag, a key, the value of the key,
/// and the object that the value makes visible. A find compares sixteen tags at once. Then it reads one cell and the characters of its key, but never
/// the object that it finds.
/// </summary>
/// <remarks>
/// <para>
/// Readers write nothing shared. They read <c>_cells</c> once. During a migration they search these cells first and the previous ones second.
/// </para>
/// <para>
/// Readers read a cell optimistically: the object they look for, the key, and the object again. A value is added only once and an object is made visible
/// only once, so an object that is there twice was there in between, and the key read in between is its key, not torn. A reader retries only if a writer
/// changes the very cell that it reads. Additions, replacements and removals take one lock. A visible object is set under the lock of its stripe, which a
/// migration takes too while it copies the value: so starts and ends of different keys seldom meet.
/// </para>
/// <para>
/// A value has one key for as long as it is in the table. Only <see cref="TryAdd"/> looks at keys, and it does so without the lock, since that calls code of
/// the key type, which may take long, or take a lock of its own. Under the lock it looks at the hashes of those that were added meanwhile. All other writers
/// identify a cell by its value, and find it by the hash that the key had at that time.
/// </para>
/// <para>
/// A cell never moves within its arrays. A removal leaves a tombstone if the next cell is not empty, so that probes continue past it. An insertion may
/// reuse the cell. An empty cell has no tombstones before it.
/// </para>
/// <para>
/// The table grows when four fifths of the cells are occupied, tombstones included. The new arrays are sized for the values alone, so the table shrinks
/// in the same way. Each addition then migrates a few cells, so that no single addition pays for the size of the table. Until the end of the migration
/// each change is made in both sets of cells, under one hold of the lock. A reader that has read <c>_cells</c> therefore finds every value that was
/// present at that moment in one of the two.
/// </para>
/// <para>
/// References have an array to themselves (<see cref="Cells"/>): after a write to an array of references and other data, each collection of the youngest
/// generation would scan the whole array. The tags (<see cref="HashTags"/>) rule out most other keys without a look at their cells.
/// </para>
/// <para>
/// The hashes of strings, integers and <see cref="System.Guid"/> are seeded (<see cref="KeyHash"/>), so nobody can choose keys that collide. If a key type
/// has a <see cref="object.GetHashCode"/> of its own that collides, a probe is as long as the number of such keys, as in any hash table.
/// </para>
/// </remarks>
internal sealed partial class ProbingTable<TKey, TComparer>
    where TKey : notnull
    where TComparer : struct, IKeyComparer<TKey>
{
    private const int MinCapacity = 16;

    /// <summary>Number of cells that one addition migrates. About two would be enough to end the migration before the new cells are full.</summary>
    private const int MigrationChunk = 16;

    private const int NotFound = -1;

    private readonly Lock _lock = new();

    // Nothing is locked inside.
    private readonly LockStripes _stripes = new();

    // Written under the lock, read without it. The migration of a value is under the lock of its stripe too.
    private Cells _cells = new(MinCapacity, previous: null);

    // Under the lock: the number of values, of cells in _cells that are not empty, and of previous cells that are migrated.
    private int _count;
    private int _occupied;
    private int _migrated;

    // Written under the lock, read without it.
    private int _additions;

    public Lock WriterLock => _lock;

    /// <summary>How many values were ever added, modulo 2^32. The key of one that is added after this was read may be one that was not found before.</summary>
    public int Additions => Volatile.Read(ref _additions);

    /// <summary>Adds a value, unless its key is there.</summary>
    public bool TryAdd(TKey key, uint hash, object value, object? visible = null)
    {
        while (true)
        {
            int additions = Additions;
            if (Get(key, hash) is not null)
                return false;
            if (TryAddAbsent(key, hash, value, additions, visible))
                return true;
        }
    }

    /// <summary>Adds a value whose key was not found after <see cref="Additions"/> was read. False if the key may have been added since.</summary>
    public bool TryAddAbsent(TKey key, uint hash, object value, int additions, object? visible = null)
    {
        lock (_lock)
        {
            if (MayHaveAdded(hash, additions))
                return false;
            EnsureCapacity();
            Insert(hash, key, value, visible);
            _count++;

            // Whoever reads this number finds what was added.
            Volatile.WriteBarrier();
            _additions++;
            return true;
        }
    }

    /// <summary>Whether a key with this hash may have been added since <see cref="Additions"/> was read. Under the lock. Compares no keys.</summary>
    public bool MayHaveAdded(uint hash, int additions)
    {
        Debug.Assert(_lock.IsHeldByCurrentThread);
        return _additions != additions && (HasHash(_cells, hash) || HasHash(_cells.Previous, hash));
    }

    public bool TryReplace(uint hash, object value, object replaced)
    {
        lock (_lock)
            return TryWrite(hash, replaced, Cells.ValueOffset, value);
    }

    public void SetVisible(uint hash, object value, object? visible)
    {
        lock (_stripes[hash])
            TryWrite(hash, value, Cells.VisibleOffset, visible);
    }

    public bool TryRemove(uint hash, object value)
    {
        lock (_lock)
        {
            int index = IndexOf(_cells, hash, value);
            int previousIndex = IndexOf(_cells.Previous, hash, value);
            if (index == NotFound && previousIndex == NotFound)
                return false;
            if (index != NotFound)
                _occupied -= Clear(_cells, index);
            if (previousIndex != NotFound)
                Clear(_cells.Previous!, previousIndex);
            _count--;
            return true;
        }
    }

    /// <summary>Writes one reference of the cells that hold the value. <see langword="false"/> if no cell does.</summary>
    private bool TryWrite(uint hash, object value, int offset, object? written)
    {
        Cells cells = Volatile.Read(ref _cells);
        int index = IndexOf(cells, hash, value);
        int previousIndex = IndexOf(cells.Previous, hash, value);
        if (index != NotFound)
            Volatile.Write(ref cells.Reference(index, offset), written);
        if (previousIndex != NotFound)
            Volatile.Write(ref cells.Previous!.Reference(previousIndex, offset), written);
        return index != NotFound || previousIndex != NotFound;
    }

    /// <summary>The cell of a value. As readers do, it needs no lock: no empty cell comes before that of a value which is there all the time.</summary>
    private static int IndexOf(Cells? cells, uint hash, object value)
    {
        if (cells is null)
            return NotFound;
        int index = cells.StartIndex(hash);
        for (; !ReferenceEquals(Volatile.Read(ref cells.Reference(index, Cells.ValueOffset)), value); index = cells.NextIndex(index))
        {
            if (Volatile.Read(ref cells.Tags[index]) == HashTags.Empty)
                return NotFound;
        }

        return index;
    }

    private static bool HasHash(Cells? cells, uint hash)
    {
        if (cells is null)
            return false;
        for (int index = cells.StartIndex(hash); cells.Tags[index] != HashTags.Empty; index = cells.NextIndex(index))
        {
            if (cells.Hashes[index] == hash && cells.Reference(index, Cells.ValueOffset) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Removes all references from a cell. Returns the number of cells that become empty.</summary>
    private int Clear(Cells cells, int index)
    {
        Debug.Assert(_lock.IsHeldByCurrentThread);
        Volatile.Write(ref cells.Reference(index, Cells.VisibleOffset), null);
        Volatile.Write(ref cells.Reference(index, Cells.ValueOffset), null);
        bool becomesEmpty = cells.Tags[cells.NextIndex(index)] == HashTags.Empty;
        cells.SetTag(index, becomesEmpty ? HashTags.Empty : HashTags.Tombstone);

        // A reader that sees the key cleared must see the value cleared.
        Volatile.WriteBarrier();
        cells.Key(index) = default!;

        // No probe needs a tombstone before an empty cell.
        if (!becomesEmpty)
            return 0;
        var emptied = 1;
        for (index = cells.PreviousIndex(index); cells.Tags[index] == HashTags.Tombstone; index = cells.PreviousIndex(index), emptied++)
            cells.SetTag(index, HashTags.Empty);
        return emptied;
    }

    /// <summary>Inserts a value whose key is absent into the first free cell.</summary>
    private void Insert(uint hash, TKey key, object value, object? visible)
    {
        Debug.Assert(_lock.IsHeldByCurrentThread);
        Cells cells = _cells;
        int index = cells.StartIndex(hash);
        while (cells.Tags[index] > HashTags.Tombstone)
            index = cells.NextIndex(index);
        if (cells.Tags[index] == HashTags.Empty)
            _occupied++;
        cells.Hashes[index] = hash;

        // The value and the visible object come last, because they alone make the cell part of the table. If the tag came last, a reader that still sees
        // the tag of an earlier value of this cell would find the new value, and the next reader, which sees no such tag, would not. Of the two the value is
        // the last: whoever has got the value finds what it makes visible.
        cells.SetTag(index, HashTags.FromHash(hash));
        cells.Key(index) = key;
        Volatile.Write(ref cells.Reference(index, Cells.VisibleOffset), visible);
        Volatile.Write(ref cells.Reference(index, Cells.ValueOffset), value);
    }

    private void EnsureCapacity()
    {
        if (_cells.Previous is not null)
            MigrateChunk(_cells.Previous);
        else if ((_occupied + 1) * 5L > _cells.Length * 4L)
            StartMigration();
    }

    private void StartMigration()
    {
        Debug.Assert(_lock.IsHeldByCurrentThread);
        Cells previous = _cells;

        // Capacity for one and a half times the values, and for the additions during the migration: so the new cells are never full before it ends,
        // however many of the previous cells are tombstones.
        long values = _count + (_count / 2) + (previous.Length / MigrationChunk) + 2;
        int capacity = (int)Math.Max(MinCapacity, values * 5 / 4);
        _occupied = 0;
        _migrated = 0;
        Volatile.Write(ref _cells, new Cells(capacity, previous));
        MigrateChunk(previous);
    }

    private void MigrateChunk(Cells previous)
    {
        Debug.Assert(_lock.IsHeldByCurrentThread);
        int end = Math.Min(_migrated + MigrationChunk, previous.Length);
        for (; _migrated < end; _migrated++)
        {
            if (previous.Reference(_migrated, Cells.ValueOffset) is not { } value)
                continue;

            // What the value makes visible does not change meanwhile. Whoever changes it afterwards finds the value in both sets of cells.
            uint hash = previous.Hashes[_migrated];
            lock (_stripes[hash])
                Insert(hash, previous.Key(_migrated), value, previous.Reference(_migrated, Cells.VisibleOffset));
        }

        if (_migrated == previous.Length)
            Volatile.Write(ref _cells, _cells.WithoutPrevious());
    }
}
