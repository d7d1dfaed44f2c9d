using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>The operations that gen_tracker is compared by: find, increment, set, list and end, in one tracker with many children.</summary>
public sealed class CrowdContenders : IAsyncDisposable
{
    private readonly ChannelTracker _tracker = new();
    private readonly string[] _lookups;
    private readonly Channel[] _channels;
    private Cursor _at;
    private int _mortal;

    private CrowdContenders(KeySet keys)
    {
        _lookups = keys.Lookups;
        _channels = new Channel[keys.Lookups.Length];
        _at = new Cursor(_lookups.Length, 0);
    }

    /// <summary>Opens the children.</summary>
    public static async Task<CrowdContenders> CreateAsync(int children)
    {
        var keys = new KeySet(children);
        var made = new CrowdContenders(keys);
        foreach (string key in keys.Stored)
            await made._tracker.FindOrOpenAsync(key).ConfigureAwait(false);
        for (int i = 0; i < children; i++)
            made._channels[i] = made._tracker.Find(keys.Lookups[i])!;
        return made;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Find(int operations)
    {
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (_tracker.Find(_lookups[_at.Next()]) is not null)
                hits++;
        }

        return Hits.Checked(hits, operations);
    }

    /// <summary>Increments one child by reference.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long CountOne(int operations)
    {
        Channel channel = _channels[0];
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += channel.IncrementBytesIn();
        return sum;
    }

    /// <summary>Increments all children by reference, in random order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long CountHeld(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += _channels[_at.Next()].IncrementBytesIn();
        return sum;
    }

    /// <summary>Increments all children by key, in random order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long CountByKey(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += _tracker.IncrementBytesIn(_lookups[_at.Next()]);
        return sum;
    }

    /// <summary>Sets an attribute of one child by reference.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long SetOne(int operations)
    {
        Channel channel = _channels[0];
        for (int i = 0; i < operations; i++)
            channel.Hds = (i & 1) != 0;
        return operations;
    }

    /// <summary>Sets an attribute of all children by key, in random order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long SetByKey(int operations)
    {
        for (int i = 0; i < operations; i++)
            _tracker.Find(_lookups[_at.Next()])!.Hds = (i & 1) != 0;
        return operations;
    }

    /// <summary>Lists all children with one attribute.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long List(int operations)
    {
        long listed = 0;
        for (int i = 0; i < operations; i++)
        {
            var list = new List<(string Key, Channel Child, long BytesIn)>(_tracker.Count);
            foreach (Channel channel in _tracker)
                list.Add((channel.Key, channel, channel.BytesIn));
            listed += list.Count;
        }

        return Hits.Checked(listed, (long)operations * _channels.Length);
    }

    /// <summary>Opens the children that end next.</summary>
    public async Task ReviveAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            int next = (_mortal + i) % _channels.Length;
            _channels[next] = await _tracker.FindOrOpenAsync(_lookups[next]).ConfigureAwait(false);
        }
    }

    /// <summary>Lets children end by themselves, one after the other, and waits until each key is free.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task<long> DieAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            _channels[_mortal].End();

            // Waits for the key of a child that is ending. False if it is already free.
            await _tracker.StopAsync(_lookups[_mortal]).ConfigureAwait(false);
            _mortal = (_mortal + 1) % _channels.Length;
        }

        return operations;
    }

    public ValueTask DisposeAsync() => _tracker.DisposeAsync();
}
