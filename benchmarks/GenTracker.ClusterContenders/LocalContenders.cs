using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Contenders;
using GenTracker.Contenders.Tracked;
using GenTracker.Peers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace GenTracker.ClusterContenders;

/// <summary>Finds children and counts on them by a cluster whose only node is this process, and by a tracker.</summary>
public sealed class LocalContenders : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ClusteredChannelCluster _cluster;
    private readonly ChannelTracker _tracker = new();
    private readonly string[] _lookups;
    private Cursor _clusterAt;
    private Cursor _trackerAt;

    private LocalContenders(IHost host, KeySet keys)
    {
        _host = host;
        _cluster = host.Services.GetRequiredService<ClusteredChannelCluster>();
        _lookups = keys.Lookups;
        _clusterAt = new Cursor(_lookups.Length, 0);
        _trackerAt = new Cursor(_lookups.Length, _lookups.Length / 2);
    }

    /// <summary>Starts the node, and opens the children of each.</summary>
    public static async Task<LocalContenders> StartAsync(int children)
    {
        var keys = new KeySet(children);
        IHost host = await LocalSilo.StartAsync(static silo => silo.UseMemoryTrackerStore().AddClusteredChannelCluster()).ConfigureAwait(false);
        var made = new LocalContenders(host, keys);
        foreach (string key in keys.Stored)
        {
            await made._cluster.FindOrOpenAsync(key).ConfigureAwait(false);

            // The cluster makes its keys while it opens children. Keys that lie beside each other in memory would be found faster.
            await made._tracker.FindOrOpenAsync(new string(key)).ConfigureAwait(false);
        }

        return made;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long FindLocal(int operations)
    {
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (_cluster.FindLocal(_lookups[_clusterAt.Next()]) is not null)
                hits++;
        }

        return Hits.Checked(hits, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Find(int operations)
    {
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (_tracker.Find(_lookups[_trackerAt.Next()]) is not null)
                hits++;
        }

        return Hits.Checked(hits, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task<long> CountByClusterAsync(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += await _cluster.IncrementBytesInAsync(_lookups[_clusterAt.Next()]).ConfigureAwait(false);
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Count(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += _tracker.IncrementBytesIn(_lookups[_trackerAt.Next()]);
        return sum;
    }

    public async ValueTask DisposeAsync()
    {
        await _tracker.DisposeAsync().ConfigureAwait(false);
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }
}
