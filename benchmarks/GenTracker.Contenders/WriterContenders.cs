using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>Finds keys that stay, while another thread adds others and takes them out as fast as it can. Times are nanoseconds of the finding thread.</summary>
public sealed class WriterContenders : IAsyncDisposable
{
    private const int Children = 1_000;
    private const int Written = 64;

    private readonly PassiveChannelTracker _tracker = new();
    private readonly ConcurrentDictionary<string, PassiveChannel> _dictionary = new();
    private readonly string[] _lookups;
    private readonly string[] _written = new KeySet(Written, "written").Stored;
    private readonly PassiveChannel _added = new();
    private readonly List<ChildRegistration> _registrations = [];
    private Cursor _trackerAt = new(Children, 0);
    private Cursor _dictionaryAt = new(Children, Children / 2);
    private bool _isOver;
    private int _writes;

    public WriterContenders()
    {
        var keys = new KeySet(Children);
        _lookups = keys.Lookups;
        foreach (string key in keys.Stored)
        {
            var channel = new PassiveChannel();
            _registrations.Add(_tracker.AddExisting(key, channel));
            _dictionary[key] = channel;
        }
    }

    public double Tracker(int operations) => Time(Find, operations);

    public double TrackerBesideWriter(int operations) => TimeBeside(Write, Find, operations);

    public double DictionaryBesideWriter(int operations) => TimeBeside(WriteToDictionary, FindInDictionary, operations);

    public async ValueTask DisposeAsync()
    {
        foreach (ChildRegistration registration in _registrations)
            await registration.DisposeAsync().ConfigureAwait(false);
        await _tracker.DisposeAsync().ConfigureAwait(false);
    }

    private static double Time(Func<int, long> find, int operations)
    {
        double begun = ThreadClock.Now;
        Hits.Checked(find(operations), operations);
        return ThreadClock.Now - begun;
    }

    private double TimeBeside(Action<string> write, Func<int, long> find, int operations)
    {
        _isOver = false;
        _writes = 0;
        var writer = new Thread(() =>
        {
            for (int i = 0; !Volatile.Read(ref _isOver); i++)
            {
                write(_written[i % Written]);
                Volatile.Write(ref _writes, i + 1);
            }
        });
        writer.Start();
        while (Volatile.Read(ref _writes) == 0)
            Thread.SpinWait(1);
        double elapsed = Time(find, operations);
        Volatile.Write(ref _isOver, true);
        writer.Join();
        return elapsed;
    }

    private void Write(string key) => _tracker.AddExisting(key, new PassiveChannel()).DisposeAsync().AsTask().Wait();

    private void WriteToDictionary(string key)
    {
        _dictionary.TryAdd(key, _added);
        _dictionary.TryRemove(key, out _);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Find(int operations)
    {
        PassiveChannelTracker tracker = _tracker;
        string[] keys = _lookups;
        Cursor at = _trackerAt;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (tracker.Find(keys[at.Next()]) is not null)
                hits++;
        }

        _trackerAt = at;
        return hits;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long FindInDictionary(int operations)
    {
        ConcurrentDictionary<string, PassiveChannel> dictionary = _dictionary;
        string[] keys = _lookups;
        Cursor at = _dictionaryAt;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (dictionary.TryGetValue(keys[at.Next()], out _))
                hits++;
        }

        _dictionaryAt = at;
        return hits;
    }
}
