using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;
using GenTracker.Runtime;

namespace GenTracker.Contenders;

/// <summary>Finds children by their attributes, and moves them between groups, among many running ones in groups of equal size.</summary>
public sealed class IndexContenders : IAsyncDisposable
{
    private readonly OwnedChannelTracker _tracker = new();
    private readonly OwnerIndex _byHand = new();
    private readonly int _groupSize;
    private readonly string[] _keys;
    private readonly string[] _tokens;
    private readonly string[] _owners;
    private readonly OwnedChannel[] _channels;
    private readonly OwnedEntry[] _entries;
    private Cursor _findAt;
    private Cursor _uniqueAt;
    private Cursor _plainAt;
    private Cursor _indexedAt;
    private Cursor _byHandAt;
    private Cursor _groupAt;
    private Cursor _memberAt;
    private Cursor _entryAt;
    private Cursor _scanAt;
    private Cursor _setAt;
    private int _plainRound;
    private int _indexedRound;
    private int _byHandRound;

    private IndexContenders(int children, int groupSize)
    {
        _groupSize = groupSize;
        _keys = new KeySet(children).Lookups;
        _tokens = new KeySet(children, "tokens").Lookups;
        _owners = new KeySet(children / groupSize, "owners").Lookups;
        _channels = new OwnedChannel[children];
        _entries = new OwnedEntry[children];
        _findAt = new Cursor(children, 0);
        _uniqueAt = new Cursor(children, children / 2);
        _plainAt = new Cursor(children, 0);
        _indexedAt = new Cursor(children, children / 3);
        _byHandAt = new Cursor(children, children / 3 * 2);
        _groupAt = new Cursor(_owners.Length, 0);
        _memberAt = new Cursor(_owners.Length, 0);
        _entryAt = new Cursor(_owners.Length, _owners.Length / 2);
        _scanAt = new Cursor(_owners.Length, _owners.Length / 3);
        _setAt = new Cursor(_owners.Length, _owners.Length / 3 * 2);
    }

    /// <summary>Opens the children, gives each an owner and a token, and makes as many entries by hand.</summary>
    public static async Task<IndexContenders> WithAsync(int children, int groupSize)
    {
        var made = new IndexContenders(children, groupSize);
        string[] keys = new KeySet(children).Stored;
        string[] tokens = new KeySet(children, "tokens").Stored;
        string[] owners = new KeySet(children / groupSize, "owners").Stored;
        for (int i = 0; i < children; i++)
        {
            OwnedChannel channel = await made._tracker.FindOrOpenAsync(keys[i]).ConfigureAwait(false);
            channel.Owner = owners[i % owners.Length];
            channel.Token = tokens[i];
            channel.IncrementBytesIn();
            made._channels[i] = channel;
            made._byHand.Move(made._entries[i] = new OwnedEntry(), owners[i % owners.Length]);
        }

        // Children are written to in another order than that of their memory.
        new Random(1).Shuffle(made._channels);
        new Random(1).Shuffle(made._entries);
        return made;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Find(int operations)
    {
        OwnedChannelTracker tracker = _tracker;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (tracker.Find(_keys[_findAt.Next()]) is not null)
                hits++;
        }

        return Hits.Checked(hits, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long FindByToken(int operations)
    {
        OwnedChannelTracker tracker = _tracker;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (tracker.FindByToken(_tokens[_uniqueAt.Next()]) is not null)
                hits++;
        }

        return Hits.Checked(hits, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long SetPlain(int operations)
    {
        for (int i = 0; i < operations; i++)
            _channels[_plainAt.Next()].Title = _owners[(i + _plainRound) % _owners.Length];
        _plainRound++;
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long SetIndexed(int operations)
    {
        for (int i = 0; i < operations; i++)
            _channels[_indexedAt.Next()].Owner = _owners[(i + _indexedRound) % _owners.Length];
        _indexedRound++;
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long MoveByHand(int operations)
    {
        for (int i = 0; i < operations; i++)
            _byHand.Move(_entries[_byHandAt.Next()], _owners[(i + _byHandRound) % _owners.Length]);
        _byHandRound++;
        return operations;
    }

    /// <summary>Enumerates whole groups, and reads an attribute of each child.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Groups(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
        {
            foreach (OwnedChannel channel in _tracker.FindByOwner(_owners[_groupAt.Next()]))
                sum += channel.BytesIn;
        }

        return Hits.Checked(sum, (long)operations * _groupSize);
    }

    /// <summary>Enumerates whole groups, and reads nothing of the children.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Members(int operations)
    {
        long found = 0;
        for (int i = 0; i < operations; i++)
        {
            foreach (OwnedChannel _ in _tracker.FindByOwner(_owners[_memberAt.Next()]))
                found++;
        }

        return Hits.Checked(found, (long)operations * _groupSize);
    }

    /// <summary>Enumerates the sets of the index by hand, and reads nothing of the entries.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long MembersByHand(int operations)
    {
        long found = 0;
        for (int i = 0; i < operations; i++)
        {
            foreach (KeyValuePair<OwnedEntry, byte> _ in _byHand.Find(_owners[_entryAt.Next()]))
                found++;
        }

        return Hits.Checked(found, (long)operations * _groupSize);
    }

    /// <summary>Finds the same children among all, with LINQ.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Scans(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
        {
            string owner = _owners[_scanAt.Next()];
            foreach (OwnedChannel channel in _tracker.Where(channel => channel.Owner == owner))
                sum += channel.BytesIn;
        }

        return Hits.Checked(sum, (long)operations * _groupSize);
    }

    /// <summary>Enumerates the sets of the index by hand, and reads each entry.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long SetsByHand(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
        {
            foreach (KeyValuePair<OwnedEntry, byte> entry in _byHand.Find(_owners[_setAt.Next()]))
                sum += entry.Key.Owner is null ? 0 : 1;
        }

        return Hits.Checked(sum, (long)operations * _groupSize);
    }

    /// <summary>What a page of a dashboard asks for: the fifty children with the highest count.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Query(int operations)
    {
        ITrackerMonitor monitor = ((ITracker)_tracker).Monitor;
        var query = new ChildQuery { Sort = ChildSort.Attribute, Attribute = nameof(OwnedChannel.BytesIn), IsDescending = true, Take = 50 };
        long rows = 0;
        for (int i = 0; i < operations; i++)
            rows += monitor.Query(query).Children.Count;
        return Hits.Checked(rows, operations * 50L);
    }

    /// <summary>The same fifty children, with LINQ over all that are listed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long SortedList(int operations)
    {
        long rows = 0;
        for (int i = 0; i < operations; i++)
        {
            IEnumerable<OwnedChannelAttrs> page = _tracker.GetChildren()
                .OrderByDescending(static info => info.Child!.BytesIn)
                .Take(50)
                .Select(static info => info.Child!.ReadAttrs());
            rows += page.ToList().Count;
        }

        return Hits.Checked(rows, operations * 50L);
    }

    public ValueTask DisposeAsync() => _tracker.DisposeAsync();
}
