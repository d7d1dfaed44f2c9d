using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace GenTracker.Indexes;

/// <summary>
/// Members that all have one value, in chunks. To add or to remove one takes the same time, however many there are: each member knows its place, and a place
/// that is free is used again.
/// </summary>
/// <remarks>
/// <para>
/// Readers take no lock. They go from chunk to chunk. A new chunk comes first, so they do not meet it; one that has become empty is taken out, but still leads
/// to those behind it. So a reader meets each member that stays.
/// </para>
/// <para>
/// A member that leaves and comes back may get a place that the reader has not reached. So entries are numbered, and a reader leaves out those that are
/// newer than itself: it returns no member twice.
/// </para>
/// <para>
/// An entry has the child itself, so a reader returns it without a look at it. A member enters before its slot has the value, and leaves when the slot has
/// another one. In between, and while the child cannot be found, its entry is unsettled, and readers look at the slot. So what is found has the value.
/// </para>
/// </remarks>
internal abstract class ValueGroup(bool isKept)
{
    private const int MinChunk = 2;
    private const int MaxChunk = 32;

    // Under the lock; the first chunk and the numbers are read without it.
    private GroupChunk? _first;
    private GroupChunk? _firstOpen;
    private long _entries;
    private int _members;
    private int _shown;
    private int _lock;
    private bool _isOver;

    /// <summary>Whether the group is empty for ever.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>The number of members that can be found.</summary>
    public ref readonly int Count => ref _shown;

    /// <summary>Adds a child; false if the group is over. Its entry is unsettled.</summary>
    public bool TryAdd(object child, bool isShown, out GroupPlace place)
    {
        Enter();
        try
        {
            place = default;
            if (_isOver)
                return false;
            GroupChunk chunk = _firstOpen ?? AddChunk();
            int index = BitOperations.TrailingZeroCount(chunk.Free);
            chunk.Free &= chunk.Free - 1;
            if (chunk.Free == 0)
                Close(chunk);
            long number = _entries + 1;
            Volatile.Write(ref _entries, number);
            _members++;
            if (isShown)
                Volatile.Write(ref _shown, _shown + 1);
            place = new GroupPlace(chunk, chunk.Entries, index);
            place.Entry.Fill(child, number);
            return true;
        }
        finally
        {
            Exit();
        }
    }

    public void Remove(in GroupPlace place, bool isShown)
    {
        Enter();
        place.Entry.Clear();
        GroupChunk chunk = place.Chunk!;
        if (chunk.Free == 0)
            Open(chunk);
        chunk.Free |= 1u << place.Index;
        if (chunk.IsEmpty && (chunk.Previous ?? chunk.Next) is not null)
            RemoveChunk(chunk);
        if (isShown)
            Volatile.Write(ref _shown, _shown - 1);
        _members--;
        bool ends = TryEnd();
        Exit();
        if (ends)
            OnOver();
    }

    /// <summary>Counts a member that can be found from now on, or no longer. Under the lock of the member.</summary>
    public void OnShown(int change)
    {
        Enter();
        Volatile.Write(ref _shown, _shown + change);
        Exit();
    }

    /// <summary>Takes the group out of the index if it has no members.</summary>
    public void EndIfEmpty()
    {
        Enter();
        bool ends = TryEnd();
        Exit();
        if (ends)
            OnOver();
    }

    /// <summary>Starts a reader before the first member.</summary>
    public GroupCursor Start() => new() { NewestEntry = Volatile.Read(ref _entries), Chunk = Volatile.Read(ref _first) };

    /// <summary>Goes on to the next child that can be found and has the value; false if there is none.</summary>
    public bool MoveNext(ref GroupCursor cursor)
    {
        while (cursor.Chunk is { } chunk)
        {
            GroupEntry[] entries = chunk.Entries;
            while ((uint)cursor.Index < (uint)entries.Length)
            {
                if (entries[cursor.Index++].TryRead(cursor.NewestEntry, out object? child, out bool isSettled) && (isSettled || IsFound(child)))
                {
                    cursor.Child = child;
                    return true;
                }
            }

            cursor.Chunk = Volatile.Read(ref chunk.Next);
            cursor.Index = 0;
        }

        cursor.Child = null;
        return false;
    }

    /// <summary>Whether a member can be found and its slot has the value.</summary>
    protected abstract bool IsFound(object child);

    protected abstract void OnOver();

    private bool TryEnd()
    {
        if (isKept || _members > 0 || _isOver)
            return false;
        Volatile.Write(ref _isOver, true);
        return true;
    }

    // A write takes two of these locks, for a few instructions each. A monitor would be a third of its time.
    private void Enter()
    {
        if (Interlocked.CompareExchange(ref _lock, 1, 0) != 0)
            EnterContended();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterContended()
    {
        SpinWait spin = default;
        do
            spin.SpinOnce();
        while (Volatile.Read(ref _lock) != 0 || Interlocked.CompareExchange(ref _lock, 1, 0) != 0);
    }

    private void Exit() => Volatile.Write(ref _lock, 0);

    private GroupChunk AddChunk()
    {
        var chunk = new GroupChunk(int.Clamp(_members, MinChunk, MaxChunk)) { Next = _first };
        if (_first is { } next)
            next.Previous = chunk;
        Volatile.Write(ref _first, chunk);
        Open(chunk);
        return chunk;
    }

    /// <summary>Takes a chunk out of the list. It still leads to the next one, for readers that are in it.</summary>
    private void RemoveChunk(GroupChunk chunk)
    {
        Close(chunk);
        if (chunk.Next is { } next)
            next.Previous = chunk.Previous;
        if (chunk.Previous is { } previous)
            Volatile.Write(ref previous.Next, chunk.Next);
        else
            Volatile.Write(ref _first, chunk.Next);
    }

    /// <summary>Adds a chunk to the list of those with free places.</summary>
    private void Open(GroupChunk chunk)
    {
        chunk.PreviousOpen = null;
        chunk.NextOpen = _firstOpen;
        if (_firstOpen is { } next)
            next.PreviousOpen = chunk;
        _firstOpen = chunk;
    }

    private void Close(GroupChunk chunk)
    {
        if (chunk.NextOpen is { } next)
            next.PreviousOpen = chunk.PreviousOpen;
        if (chunk.PreviousOpen is { } previous)
            previous.NextOpen = chunk.NextOpen;
        else
            _firstOpen = chunk.NextOpen;
    }
}

/// <summary>Some places of a group.</summary>
internal sealed class GroupChunk(int length)
{
    public readonly GroupEntry[] Entries = new GroupEntry[length];

    /// <summary>One bit for each free place.</summary>
    public uint Free = uint.MaxValue >> (32 - length);

    public GroupChunk? Previous;
    public GroupChunk? Next;
    public GroupChunk? PreviousOpen;
    public GroupChunk? NextOpen;

    // Not read from the length of the entries: those who leave need the chunk and their entry, and would wait for one more line of memory.
    private readonly uint _all = uint.MaxValue >> (32 - length);

    public bool IsEmpty => Free == _all;
}

/// <summary>A place of a group. Its owner is the member that is in it: only that one settles, suspends and clears it, under its own lock.</summary>
internal struct GroupEntry
{
    private const long UnsettledBit = 1;
    private const int NumberShift = 1;

    private object? _child;

    // The number of the entry, and whether it is unsettled. 0 if the place is free.
    private long _state;

    /// <summary>Reads the entry, unless it is newer than the reader.</summary>
    /// <remarks>
    /// The child is read between two looks at the number. If both see the same number, the child is of that entry. If the first look sees it settled, the child
    /// had the value then and could be found.
    /// </remarks>
    public bool TryRead(long newestEntry, [NotNullWhen(true)] out object? child, out bool isSettled)
    {
        long state = Volatile.Read(ref _state);
        child = Volatile.Read(ref _child);
        isSettled = (state & UnsettledBit) == 0;
        return child is not null && state != 0 && NumberOf(state) <= newestEntry && (Volatile.Read(ref _state) | UnsettledBit) == (state | UnsettledBit);
    }

    private static long NumberOf(long state) => state >> NumberShift;

    /// <summary>Puts a member into a free place.</summary>
    public void Fill(object child, long number)
    {
        // The number comes last: a reader that sees it sees the child.
        Volatile.Write(ref _child, child);
        Volatile.Write(ref _state, (number << NumberShift) | UnsettledBit);
    }

    /// <summary>Lets readers return the child without a look at it.</summary>
    public void Settle() => Volatile.Write(ref _state, _state & ~UnsettledBit);

    /// <summary>Lets readers look at the slot of the child.</summary>
    public void Suspend() => Volatile.Write(ref _state, _state | UnsettledBit);

    /// <summary>Frees the place.</summary>
    public void Clear()
    {
        // The number comes first: a reader that misses the child, or sees another one, sees another number.
        Volatile.Write(ref _state, 0);
        Volatile.Write(ref _child, null);
    }
}

/// <summary>Where a member is. The default is nowhere.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Entries">The entries of the chunk. A write reaches its entry without waiting for the chunk, which may be in no cache.</param>
/// <param name="Index">The number of the entry, from 0.</param>
internal readonly record struct GroupPlace(GroupChunk? Chunk, GroupEntry[] Entries, int Index)
{
    public ref GroupEntry Entry => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Entries), Index);
}

/// <summary>Where a reader is.</summary>
internal struct GroupCursor
{
    public long NewestEntry;
    public GroupChunk? Chunk;
    public int Index;
    public object? Child;
}
