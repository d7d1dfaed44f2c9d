using System;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>Finds a child by keys of other types: numbers, <see cref="Guid"/>s, and strings without regard to case.</summary>
public sealed class KeyTypeContenders : IAsyncDisposable
{
    private readonly LongChannelTracker _longs = new();
    private readonly GuidChannelTracker _guids = new();
    private readonly CaselessChannelTracker _caseless = new();
    private readonly ConcurrentDictionary<long, Job> _longJobs = new();
    private readonly ConcurrentDictionary<Guid, Job> _guidJobs = new();
    private readonly ConcurrentDictionary<string, Job> _caselessJobs = new(StringComparer.OrdinalIgnoreCase);
    private readonly long[] _longKeys;
    private readonly Guid[] _guidKeys;
    private readonly string[] _caselessKeys;
    private Cursor _trackerAt;
    private Cursor _dictionaryAt;

    private KeyTypeContenders(KeySet keys)
    {
        int count = keys.Stored.Length;
        _longKeys = Array.ConvertAll(keys.Order, number => (long)number * 7);
        _guidKeys = Array.ConvertAll(keys.Order, static _ => Guid.NewGuid());
        _caselessKeys = Array.ConvertAll(keys.Lookups, static key => key.ToUpperInvariant());
        _trackerAt = new Cursor(count, 0);
        _dictionaryAt = new Cursor(count, count / 2);
    }

    /// <summary>Opens the children of each contender.</summary>
    public static async Task<KeyTypeContenders> WithAsync(int children)
    {
        var keys = new KeySet(children);
        var made = new KeyTypeContenders(keys);
        for (int i = 0; i < children; i++)
        {
            // In the order of the numbers, which differs from that of the lookups.
            int at = keys.Order[i];
            await made._longs.FindOrOpenAsync(made._longKeys[at]).ConfigureAwait(false);
            await made._guids.FindOrOpenAsync(made._guidKeys[at]).ConfigureAwait(false);
            await made._caseless.FindOrOpenAsync(keys.Stored[i]).ConfigureAwait(false);
            made._longJobs[made._longKeys[at]] = new Job(keys.Stored[i]);
            made._guidJobs[made._guidKeys[at]] = new Job(keys.Stored[i]);
            made._caselessJobs[keys.Stored[i]] = new Job(keys.Stored[i]);
        }

        return made;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long TrackerByLong(int operations)
    {
        LongChannelTracker tracker = _longs;
        long[] keys = _longKeys;
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
    public long DictionaryByLong(int operations)
    {
        ConcurrentDictionary<long, Job> dictionary = _longJobs;
        long[] keys = _longKeys;
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
    public long TrackerByGuid(int operations)
    {
        GuidChannelTracker tracker = _guids;
        Guid[] keys = _guidKeys;
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
    public long DictionaryByGuid(int operations)
    {
        ConcurrentDictionary<Guid, Job> dictionary = _guidJobs;
        Guid[] keys = _guidKeys;
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
    public long TrackerCaseless(int operations)
    {
        CaselessChannelTracker tracker = _caseless;
        string[] keys = _caselessKeys;
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
    public long DictionaryCaseless(int operations)
    {
        ConcurrentDictionary<string, Job> dictionary = _caselessJobs;
        string[] keys = _caselessKeys;
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

    public async ValueTask DisposeAsync()
    {
        await _longs.DisposeAsync().ConfigureAwait(false);
        await _guids.DisposeAsync().ConfigureAwait(false);
        await _caseless.DisposeAsync().ConfigureAwait(false);
    }
}
