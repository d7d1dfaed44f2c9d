using System.Diagnostics;
using System.Numerics;
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
/// A member enters before its slot has the value, and leaves when the slot has another one. Readers look at the slot, so what is found has the value.
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
    private bool _isOver;

    /// <summary>Whether the group is empty for ever.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>The number of members that can be found.</summary>
    public ref readonly int Count => ref _shown;

    private object Sync => this;

    /// <summary>Adds a member; false if the group is over.</summary>
    public bool TryAdd(IndexedValue member, out GroupPlace place)
    {
        lock (Sync)
        {
            place = default;
            if (_isOver)
                return false;
            GroupChunk chunk = _firstOpen ?? AddChunk();
            int index = BitOperations.TrailingZeroCount(chunk.Free);
            chunk.Free &= chunk.Free - 1;
            if (chunk.Free == 0)
                Close(chunk);
            ref GroupEntry entry = ref chunk.Entries[index];
            long number = _entries + 1;
            Volatile.Write(ref _entries, number);

            // The number comes first: a reader that sees the member sees its number, or a later one.
            entry.Number = number;
            Volatile.Write(ref entry.Member, member);
            _members++;
            if (member.IsShown)
                Volatile.Write(ref _shown, _shown + 1);
            place = new GroupPlace(chunk, index);
            return true;
        }
    }

    public void Remove(IndexedValue member, GroupPlace place)
    {
        lock (Sync)
        {
            GroupChunk chunk = place.Chunk;
            Debug.Assert(ReferenceEquals(chunk.Entries[place.Index].Member, member), "Only the member leaves its place.");
            Volatile.Write(ref chunk.Entries[place.Index].Member, null);
            if (chunk.Free == 0)
                Open(chunk);
            chunk.Free |= 1u << place.Index;
            if (chunk.IsEmpty && (chunk.Previous ?? chunk.Next) is not null)
                RemoveChunk(chunk);
            _members--;
            if (member.IsShown)
                Volatile.Write(ref _shown, _shown - 1);
        }

        EndIfEmpty();
    }

    /// <summary>Counts a member that can be found from now on, or no longer. Under the lock of the member.</summary>
    public void OnShown(bool isShown)
    {
        lock (Sync)
            Volatile.Write(ref _shown, _shown + (isShown ? 1 : -1));
    }

    /// <summary>Takes the group out of the index if it has no members.</summary>
    public void EndIfEmpty()
    {
        lock (Sync)
        {
            if (isKept || _members > 0 || _isOver)
                return;
            Volatile.Write(ref _isOver, true);
        }

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
                ref GroupEntry entry = ref entries[cursor.Index++];

                // A child is shown only once, so one that is shown twice was shown in between.
                if (Volatile.Read(ref entry.Member) is { IsShown: true } member
                    && Volatile.Read(ref entry.Number) <= cursor.NewestEntry
                    && HasValue(member)
                    && member.IsShown)
                {
                    cursor.Child = member.Child;
                    return true;
                }
            }

            cursor.Chunk = Volatile.Read(ref chunk.Next);
            cursor.Index = 0;
        }

        cursor.Child = null;
        return false;
    }

    /// <summary>Whether the slot of a member has the value.</summary>
    protected abstract bool HasValue(IndexedValue member);

    protected abstract void OnOver();

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
    public uint Free = All(length);

    public GroupChunk? Previous;
    public GroupChunk? Next;
    public GroupChunk? PreviousOpen;
    public GroupChunk? NextOpen;

    public bool IsEmpty => Free == All(Entries.Length);

    private static uint All(int length) => uint.MaxValue >> (32 - length);
}

/// <summary>A place of a group: its member, and the number of the entry of that member.</summary>
internal struct GroupEntry
{
    public IndexedValue? Member;
    public long Number;
}

/// <summary>Where a member is.</summary>
internal readonly record struct GroupPlace(GroupChunk Chunk, int Index);

/// <summary>Where a reader is.</summary>
internal struct GroupCursor
{
    public long NewestEntry;
    public GroupChunk? Chunk;
    public int Index;
    public object? Child;
}
