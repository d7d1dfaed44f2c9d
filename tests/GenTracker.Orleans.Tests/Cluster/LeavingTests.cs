using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;
using GenTracker.Orleans.Tests.Page;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Xunit;

namespace GenTracker.Orleans.Tests.Cluster;

/// <summary>A host whose node has lost its lease.</summary>
[Collection(nameof(TestCluster))]
public sealed class LeavingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_stops_by_itself_and_the_process_need_not_exit(bool isStoreThere)
    {
        var store = new WatchedStore(new MemoryClusterStore(StallingClock.Shared));
        var reached = new CuttableStore(store);
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePorts.Get(), FreePorts.Get()).AddLiveStreamCluster().Services.AddSingleton<IClusterStore>(reached);
            silo.Configure<TrackerClusterOptions>(static options =>
            {
                options.TimeProvider = StallingClock.Shared;
                options.Lease = TimeSpan.FromSeconds(1);
                options.StopMargin = TimeSpan.FromSeconds(0.3);
                options.ExitTimeout = TimeSpan.FromDays(1);
            });
        });
        builder.Services.AddSingleton<StreamStore>().Configure<HostOptions>(static options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        using IHost host = builder.Build();
        await host.StartAsync();
        string node = (await store.GetNodesAsync(CancellationToken.None)).Single().Node;

        if (isStoreThere)
            await store.RevokeNodeAsync(node, CancellationToken.None);
        else
            reached.Cut();
        await host.WaitForShutdownAsync().WaitAsync(Condition.Timeout);

        Assert.Equal(isStoreThere, store.IsGivenBack);
    }

    /// <summary>A store that knows whether a node has given its lease back.</summary>
    private sealed class WatchedStore(IClusterStore store) : DelegatingStore(store)
    {
        public bool IsGivenBack { get; private set; }

        public override async Task ReleaseNodeAsync(string node, CancellationToken cancellationToken)
        {
            await base.ReleaseNodeAsync(node, cancellationToken);
            IsGivenBack = true;
        }
    }
}
