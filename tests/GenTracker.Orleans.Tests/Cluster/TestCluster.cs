using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Owning;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using Xunit;

namespace GenTracker.Orleans.Tests.Cluster;

/// <summary>A cluster of silos and a client in this process. The silos share a store, and each can be cut off from it.</summary>
public sealed class TestCluster(int silos = 3, MemoryClusterStore? store = null, Action<TrackerClusterOptions>? configure = null) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, CuttableStore> _stores = new(StringComparer.Ordinal);
    private InProcessTestCluster? _cluster;

    public MemoryClusterStore Store { get; } = store ?? new MemoryClusterStore(StallingClock.Shared);

    public RoomJournal Journal { get; init; } = new();

    public InProcessTestCluster Cluster => _cluster!;

    /// <summary>The rooms as the client reaches them.</summary>
    public RoomCluster Client => Cluster.Client.ServiceProvider.GetRequiredService<RoomCluster>();

    public IReadOnlyList<string> Nodes => [.. Cluster.GetActiveSilos().Select(GetNode)];

    public static string GetNode(InProcessSiloHandle silo) => silo.SiloAddress.ToParsableString();

    public async Task<TestCluster> StartAsync()
    {
        _cluster = await DeployAsync(CreateBuilder);
        foreach (InProcessSiloHandle silo in _cluster.GetActiveSilos())
            StopWithHost(silo);
        return this;
    }

    private InProcessTestClusterBuilder CreateBuilder()
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ClusterId = "tests";
        builder.Options.ServiceId = "hotel";
        builder.ConfigureSilo((options, silo) =>
        {
            var reached = new CuttableStore(Store);
            _stores[options.SiloName] = reached;
            silo.Services.AddSingleton(Journal);
            silo.Services.AddSingleton<IClusterStore>(reached);
            silo.AddRoomCluster(static tracker =>
            {
                tracker.Restart = RestartPolicy.Transient;
                tracker.TimeProvider = StallingClock.Shared;
                tracker.StopTimeout = TimeSpan.FromSeconds(0.3);
                tracker.Backoff = new RestartBackoff { Initial = TimeSpan.FromMilliseconds(1) };
            });
            silo.AddDeviceCluster().AddLiftCluster().AddGuestCluster().AddPartyCluster().AddSafeCluster().AddTrackerClusterMonitors();
            silo.Configure<TrackerClusterOptions>(cluster =>
            {
                cluster.TimeProvider = StallingClock.Shared;
                cluster.Lease = TimeSpan.FromSeconds(2);
                cluster.StopMargin = TimeSpan.FromSeconds(0.5);
                cluster.SweepPeriod = TimeSpan.FromSeconds(1);
                cluster.ExitTimeout = Timeout.InfiniteTimeSpan;
                configure?.Invoke(cluster);
            });
            // Orleans takes real time. A silo that was killed answers no probe, so a longer timeout for a busy one costs little.
            silo.Configure<ClusterMembershipOptions>(static membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 3;
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(2);
                membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
            });
        });
        builder.ConfigureClientHost(static client => client.Services
            .AddRoomClusterClient().AddDeviceClusterClient().AddLiftClusterClient().AddGuestClusterClient().AddPartyClusterClient().AddSafeClusterClient());
        return builder;
    }

    /// <summary>The rooms as a silo reaches them.</summary>
    public static RoomCluster On(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<RoomCluster>();

    public InProcessSiloHandle GetSilo(string node) => Cluster.GetActiveSilos().Single(silo => GetNode(silo) == node);

    public CuttableStore GetStore(InProcessSiloHandle silo) => _stores[silo.Name];

    /// <summary>Kills a silo. It says nothing to the store any more, as a process that is killed.</summary>
    public async Task KillAsync(InProcessSiloHandle silo)
    {
        GetStore(silo).Cut();
        await Cluster.KillSiloAsync(silo);
    }

    /// <summary>
    /// Opens rooms, of which each silo must get one at least. Where a key goes is chance: one of three silos gets none of 12 in two runs of a hundred, and
    /// none of 40 once in four million.
    /// </summary>
    public async Task<RoomEntry[]> OpenOnAllAsync(string prefix, int count)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(index => Client.FindOrOpenAsync($"{prefix}{index}", new RoomPlan()).AsTask()));
        RoomEntry[] rooms = await Journal.WaitForAsync(entry => entry.What == "run" && entry.Key.StartsWith(prefix, StringComparison.Ordinal), count);
        Assert.Equal(Nodes.Order(), rooms.Select(static room => room.Node).Distinct().Order());
        return rooms;
    }

    // Silos that start at once on a busy machine may miss each other's first words, and then one of them gives up.
    // A cluster that is disposed takes the ports of its builder along.
    internal static async Task<InProcessTestCluster> DeployAsync(Func<InProcessTestClusterBuilder> createBuilder)
    {
        for (int attempt = 1; ; attempt++)
        {
            InProcessTestCluster cluster = createBuilder().Build();
            try
            {
                await cluster.DeployAsync();
                await cluster.WaitForClusterManifestToStabilizeAsync();
                return cluster;
            }
            catch (OperationCanceledException) when (attempt < 5)
            {
                await cluster.DisposeAsync();
            }
        }
    }

    // As a host does that runs until it is told to stop.
    private void StopWithHost(InProcessSiloHandle silo)
    {
        CancellationToken lost = silo.ServiceProvider.GetRequiredService<NodeLease>().Lost;
        silo.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() =>
        {
            if (lost.IsCancellationRequested)
                _ = Task.Run(() => Cluster.StopSiloAsync(silo), CancellationToken.None);
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }
}
