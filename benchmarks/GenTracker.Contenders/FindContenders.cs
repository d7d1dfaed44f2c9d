using System;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>Finds a child by a string key among many running ones.</summary>
public sealed class FindContenders : IAsyncDisposable
{
    private readonly ChannelTracker _tracker = new();
    private readonly ConcurrentDictionary<string, Job> _dictionary = new();
    private readonly ConcurrentDictionary<string, Job>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly FrozenDictionary<string, Job> _frozen;
    private readonly string[] _lookups;
    private readonly string[] _misses;
    private Cursor _trackerAt;
    private Cursor _dictionaryAt;
    private Cursor _frozenAt;

    private FindContenders(KeySet keys)
    {
        _lookups = keys.Lookups;
        _misses = new KeySet(Math.Min(keys.Lookups.Length, 100_000), "absent").Lookups;
        foreach (string key in keys.Stored)
        {
            var job = new Job(key);
            job.Start(JobStart.OnTheOpener);
            _dictionary[key] = job;
        }

        _bySpan = _dictionary.GetAlternateLookup<ReadOnlySpan<char>>();
        _frozen = _dictionary.ToFrozenDictionary();
        Rewind(_lookups.Length);
    }

    /// <summary>Opens the children of each contender.</summary>
    public static async Task<FindContenders> WithAsync(int children)
    {
        var keys = new KeySet(children);
        var made = new FindContenders(keys);
        foreach (string key in keys.Stored)
            await made._tracker.FindOrOpenAsync(key).ConfigureAwait(false);
        return made;
    }

    /// <summary>Creates an instance for another thread. It looks up the same keys in the same tables, elsewhere in the order. It is not disposed.</summary>
    public FindContenders Beside()
    {
        var other = (FindContenders)MemberwiseClone();
        int length = _lookups.Length;
        other._trackerAt = new Cursor(length, length / 2);
        other._dictionaryAt = new Cursor(length, length / 6 * 5);
        return other;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Tracker(int operations)
    {
        ChannelTracker tracker = _tracker;
        string[] keys = _lookups;
        Cursor at = _trackerAt;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (tracker.Find(keys[at.Next()]) is not null)
                hits++;
        }

        _trackerAt = at;
        return Hits.Checked(hits, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Dictionary(int operations)
    {
        ConcurrentDictionary<string, Job> dictionary = _dictionary;
        string[] keys = _lookups;
        Cursor at = _dictionaryAt;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (dictionary.TryGetValue(keys[at.Next()], out _))
                hits++;
        }

        _dictionaryAt = at;
        return Hits.Checked(hits, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Frozen(int operations)
    {
        FrozenDictionary<string, Job> dictionary = _frozen;
        string[] keys = _lookups;
        Cursor at = _frozenAt;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (dictionary.TryGetValue(keys[at.Next()], out _))
                hits++;
        }

        _frozenAt = at;
        return Hits.Checked(hits, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long TrackerBySpan(int operations)
    {
        ChannelTracker tracker = _tracker;
        string[] keys = _lookups;
        Cursor at = _trackerAt;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (tracker.Find(keys[at.Next()].AsSpan()) is not null)
                hits++;
        }

        _trackerAt = at;
        return Hits.Checked(hits, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long DictionaryBySpan(int operations)
    {
        ConcurrentDictionary<string, Job>.AlternateLookup<ReadOnlySpan<char>> lookup = _bySpan;
        string[] keys = _lookups;
        Cursor at = _dictionaryAt;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (lookup.TryGetValue(keys[at.Next()].AsSpan(), out _))
                hits++;
        }

        _dictionaryAt = at;
        return Hits.Checked(hits, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long TrackerMiss(int operations)
    {
        ChannelTracker tracker = _tracker;
        string[] keys = _misses;
        Cursor at = _trackerAt;
        long misses = 0;
        for (int i = 0; i < operations; i++)
        {
            if (tracker.Find(keys[at.Next()]) is null)
                misses++;
        }

        _trackerAt = at;
        return Hits.Checked(misses, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long DictionaryMiss(int operations)
    {
        ConcurrentDictionary<string, Job> dictionary = _dictionary;
        string[] keys = _misses;
        Cursor at = _dictionaryAt;
        long misses = 0;
        for (int i = 0; i < operations; i++)
        {
            if (!dictionary.TryGetValue(keys[at.Next()], out _))
                misses++;
        }

        _dictionaryAt = at;
        return Hits.Checked(misses, operations);
    }

    /// <summary>Makes the contenders look up absent keys from now on.</summary>
    public void RewindForMisses() => Rewind(_misses.Length);

    public async ValueTask DisposeAsync()
    {
        await _tracker.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_dictionary.Values.Select(job => job.StopAsync())).ConfigureAwait(false);
    }

    private void Rewind(int length)
    {
        _trackerAt = new Cursor(length, 0);
        _dictionaryAt = new Cursor(length, length / 3);
        _frozenAt = new Cursor(length, length / 3 * 2);
    }
}
