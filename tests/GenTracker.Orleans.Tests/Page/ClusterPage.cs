using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace GenTracker.Orleans.Tests.Page;

// A class like that of docs/cluster.md, and the parts of programs that the page shows, word by word.
#pragma warning disable CA1711 // a live stream is one
[Tracker, Clustered]
public sealed partial class LiveStream(string key, StreamSource source, [Injected] StreamStore store) : ITrackedChild
{
    [TrackedAttr]
    public partial long BytesIn { get; }

    [TrackedAttr(Default = "untitled")]
    public partial string Title { get; set; }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await foreach (byte[] packet in source.ReadAsync(stoppingToken))
        {
            IncrementBytesIn(packet.Length);
            await store.WriteAsync(key, packet, Incarnation, stoppingToken);
        }
    }

    [TrackedCall]
    public Task<int> JoinAsync(string viewer) => store.AddViewerAsync(key, viewer);
}

/// <summary>What a stream is opened with.</summary>
[GenerateSerializer]
public sealed record StreamSource([property: Id(0)] string Url)
{
    public async IAsyncEnumerable<byte[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new byte[Url.Length];
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}

/// <summary>What a stream writes to.</summary>
public sealed class StreamStore
{
    private int _viewers;

    /// <summary>Refuses a write of an incarnation that is not the last one.</summary>
    public Task WriteAsync(string key, byte[] packet, long incarnation, CancellationToken cancellationToken) =>
        incarnation > 0 && packet.Length > 0 && _viewers >= 0 ? Task.CompletedTask : throw new ArgumentException(key);

    public Task<int> AddViewerAsync(string key, string viewer) =>
        Task.FromResult(key.Length > 0 && viewer.Length > 0 ? Interlocked.Increment(ref _viewers) : throw new ArgumentException(viewer));
}

internal static class ClusterPage
{
    public static HostApplicationBuilder CreateNode(string[] args)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddSingleton<StreamStore>();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering()
            .UseMemoryTrackerStore()
            .AddLiveStreamCluster(options => options.Restart = RestartPolicy.Transient));
        return builder;
    }

    public static void Configure(HostApplicationBuilder builder)
    {
        builder.UseOrleans(silo => silo.Configure<TrackerClusterOptions>(options =>
        {
            options.Lease = TimeSpan.FromSeconds(5);
            options.StopMargin = TimeSpan.FromSeconds(1);
        }));
    }

    public static void Show(HostApplicationBuilder builder)
    {
        builder.UseOrleans(silo => silo.AddTrackerClusterMonitors());
    }

    public static async Task<(long Bytes, int Viewers, LiveStreamAttrs? Attrs, bool Stopped)> UseAsync(LiveStreamCluster streams)
    {
        LiveStreamRef tv1 = await streams.FindOrOpenAsync("tv1", new StreamSource("rtmp://camera/1"));
        long bytes = await streams.IncrementBytesInAsync("tv1", 1316);
        int viewers = await tv1.JoinAsync("Ann");
        LiveStreamAttrs? attrs = await streams.ReadAttrsAsync("tv1");
        bool stopped = await streams.StopAsync("tv1");
        return (bytes, viewers, attrs, stopped);
    }

    public static async Task<(bool IsDone, long Received, long? Counted, string Before, bool IsEnded)> ChangeAsync(LiveStreamCluster streams, LiveStreamRef tv1)
    {
        (bool isDone, long received) = await streams.IncrementBytesInUpToAsync("tv1", max: 1_000_000, delta: 1316);
        long? counted = await streams.TryIncrementBytesInAsync("tv1", 1316);
        string before = await tv1.ExchangeTitleAsync("news");
        bool isEnded = await tv1.TryRetireAtBytesInAsync(0);
        return (isDone, received, counted, before, isEnded);
    }
}
