using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Hosting;
using GenTracker.Orleans.Owning;
using GenTracker.Orleans.Stores;
using GenTracker.Orleans.Tests.Cluster;
using GenTracker.Orleans.Tests.Page;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Hosting;
using Xunit;

namespace GenTracker.Orleans.Tests;

/// <summary>What is wrong with a node is told when it starts.</summary>
[Collection(nameof(TestCluster))]
public sealed class StartTests
{
    private readonly FakeTimeProvider _time = new();

    public static TheoryData<Action<TrackerClusterOptions>, string> Invalid => new()
    {
        { static options => options.Lease = TimeSpan.FromSeconds(0.9), "Lease is 00:00:00.9000000; it must be at least one second" },
        {
            static options => options.Lease = TimeSpan.FromSeconds(6),
            "StopMargin is 00:00:05; it must be more than zero and at most a third of the lease of 00:00:06"
        },
        { static options => options.StopMargin = TimeSpan.Zero, "StopMargin is 00:00:00; it must be" },
        { static options => options.SweepPeriod = TimeSpan.Zero, "SweepPeriod is 00:00:00; it must be" },
        { static options => options.CheckpointPeriod = TimeSpan.FromMilliseconds(99), "CheckpointPeriod is 00:00:00.0990000; it must be at least 100 ms" },
        { static options => options.CheckpointPeriod = TimeSpan.FromDays(50), "CheckpointPeriod is 50.00:00:00; it must be at least 100 ms" },
        { static options => options.TakeoverParallelism = 0, "TakeoverParallelism is 0; it must be" },
        { static options => options.OnStoreLost = (StoreLossPolicy)7, "OnStoreLost is 7; it must be StopChildren or KeepRunning" },
        { static options => options.ExitTimeout = TimeSpan.Zero, "ExitTimeout is 00:00:00; it must be" },
        { static options => options.KeepEnded = TimeSpan.FromSeconds(1), "KeepEnded is 00:00:01; it must be at least one minute" },
        { static options => options.TimeProvider = null!, "TimeProvider is null; it must be a clock" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_option_is_told_by_name(Action<TrackerClusterOptions> configure, string message)
    {
        var options = new TrackerClusterOptions();
        configure(options);

        ValidateOptionsResult result = new TrackerClusterOptionsValidator().Validate(null, options);

        Assert.Contains(result.Failures!, failure => failure.StartsWith($"TrackerClusterOptions: {message}", StringComparison.Ordinal));
    }

    [Fact]
    public void The_defaults_are_valid()
    {
        ValidateOptionsResult result = new TrackerClusterOptionsValidator().Validate(null, new TrackerClusterOptions());

        Assert.True(result.Succeeded, result.FailureMessage);
    }

    [Fact]
    public void The_defaults_leave_children_the_time_to_stop_that_trackers_give_them_by_default() =>
        Assert.True(new TrackerOptions().StopTimeout <= new TrackerClusterOptions().StopMargin);

    [Fact]
    public async Task A_silo_with_an_invalid_option_does_not_start()
    {
        using IHost host = CreateSilo(static silo =>
            silo.UseMemoryTrackerStore().Configure<TrackerClusterOptions>(static options => options.Lease = TimeSpan.Zero));

        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());

        Assert.Contains("Lease is 00:00:00; it must be at least one second", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_without_a_store_does_not_start()
    {
        using IHost host = CreateSilo(static _ => { });

        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());

        Assert.Contains("Call UsePostgresTrackerStore, or UseMemoryTrackerStore", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_whose_store_cannot_be_reached_does_not_start()
    {
        var store = new CuttableStore(new MemoryClusterStore());
        store.Cut();
        using IHost host = CreateSilo(silo => silo.Services.AddSingleton<IClusterStore>(store));

        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());

        Assert.Contains("cannot reach the store of the cluster, CuttableStore: The store is cut off.", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_of_another_cluster_does_not_share_the_rows_of_a_service()
    {
        var store = new MemoryClusterStore(_time);
        await CreateLease(store, "a", "blue").StartAsync(CancellationToken.None);

        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => CreateLease(store, "b", "green").StartAsync(CancellationToken.None));

        Assert.Contains("Node b of the cluster green uses the ServiceId of node a of the cluster blue", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], (await store.GetNodesAsync(CancellationToken.None)).Select(static node => node.Node));
        _time.Advance(TimeSpan.FromSeconds(15));
        await CreateLease(store, "c", "green").StartAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_lease_that_is_shorter_than_renewals_can_be_is_refused()
    {
        var store = new SlowStore(_time, TimeSpan.FromSeconds(6));

        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => CreateLease(store, "a", "blue").StartAsync(CancellationToken.None));

        Assert.Contains("The store took 00:00:06 to grant a lease of 00:00:15", failure.Message, StringComparison.Ordinal);
        Assert.Contains("at least 00:00:36", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_told_also_if_the_lease_cannot_be_given_back()
    {
        var store = new SlowStore(_time, TimeSpan.FromSeconds(6)) { KeepsNodes = true };

        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => CreateLease(store, "a", "blue").StartAsync(CancellationToken.None));

        Assert.Contains("The store took 00:00:06 to grant a lease of 00:00:15", failure.Message, StringComparison.Ordinal);
    }

    private NodeLease CreateLease(IClusterStore store, string node, string cluster) =>
        new(store, node, cluster, new TrackerClusterOptions { TimeProvider = _time }, NullLogger.Instance);

    private static IHost CreateSilo(Action<ISiloBuilder> configure)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => configure(silo.UseLocalhostClustering(FreePorts.Get(), FreePorts.Get()).AddLiveStreamCluster()));
        builder.Services.AddSingleton<StreamStore>();
        return builder.Build();
    }

    private sealed class SlowStore(FakeTimeProvider time, TimeSpan duration) : DelegatingStore(new MemoryClusterStore(time))
    {
        public bool KeepsNodes { get; init; }

        public override Task<bool> RenewAsync(string node, string cluster, TimeSpan lease, LeaseRequest request, CancellationToken cancellationToken)
        {
            time.Advance(duration);
            return base.RenewAsync(node, cluster, lease, request, cancellationToken);
        }

        public override Task ReleaseNodeAsync(string node, CancellationToken cancellationToken) =>
            KeepsNodes ? throw new TimeoutException("The store does not answer.") : base.ReleaseNodeAsync(node, cancellationToken);
    }
}
