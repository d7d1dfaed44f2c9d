using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Runtime;
using GenTracker.Orleans.Stores;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;
using Xunit;

namespace GenTracker.Orleans.Tests.Cluster;

/// <summary>Nodes of one cluster that do not have the same classes, as while a new class or a new version of one is rolled out.</summary>
[Collection(nameof(TestCluster))]
public sealed class UnlikeNodesTests
{
    private const int Keys = 30;

    private static readonly Action<ISiloBuilder> WithLifts = static silo => silo.AddDeviceCluster().AddLiftCluster();

    // The class is compiled into the silo, and so Orleans knows its grain there.
    private static readonly Action<ISiloBuilder> WithoutLifts = static silo => silo.AddDeviceCluster().Services.AddLiftClusterClient();

    // The class is not even compiled into the silo.
    private static readonly Action<ISiloBuilder> WithoutGrainOfLifts = static silo =>
    {
        WithoutLifts(silo);
        silo.Services.PostConfigure<GrainTypeOptions>(static options => options.Classes.RemoveWhere(static type => type.Name == "LiftGrain"));
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_of_a_class_that_no_node_has_is_refused_at_once_and_names_the_class_and_the_nodes(bool isCompiled)
    {
        Action<ISiloBuilder> without = isCompiled ? WithoutLifts : WithoutGrainOfLifts;
        await using InProcessTestCluster cluster = await StartAsync(without, without);

        foreach (LiftCluster lifts in GetLifts(cluster))
        {
            await AssertRefusedAsync(async () => await lifts.FindOrOpenAsync(7));
            await AssertRefusedAsync(async () => await lifts.OpenAsync(7));
            await AssertRefusedAsync(async () => await lifts.IncrementRidesAsync(7));
            await AssertRefusedAsync(async () => await lifts.EchoAsync(7));
            await AssertRefusedAsync(async () => await lifts.StopAsync(7));
            Assert.Null(await lifts.FindAsync(7));
            Assert.Equal(0, await lifts.CountAsync());
        }

        async Task AssertRefusedAsync(Func<Task> call)
        {
            ClusterException refusal = await Assert.ThrowsAsync<ClusterException>(call);
            string nodes = string.Join(", ", cluster.GetActiveSilos().Select(TestCluster.GetNode).Order(StringComparer.Ordinal));
            Assert.Equal(
                $"Tracker Lift, key 7: no node of the cluster has the class {typeof(Lift)}; the nodes are {nodes}. Nothing was done. "
                    + "Add the class to the silos that are to run it: silo.AddLiftCluster().",
                refusal.Message);
            Assert.True(refusal.IsOutcomeKnown);
        }
    }

    [Fact]
    public async Task Calls_of_a_class_that_some_nodes_have_work_from_everywhere_through_those()
    {
        await using InProcessTestCluster cluster = await StartAsync(WithLifts, WithoutLifts, WithoutGrainOfLifts);
        string holder = GetHolder(cluster);
        LiftCluster[] everywhere = [.. GetLifts(cluster)];
        using var end = new CancellationTokenSource(Condition.Timeout);
        await using IAsyncEnumerator<ClusterEvent> watch = everywhere[1].WatchAsync(end.Token).GetAsyncEnumerator();

        for (int key = 0; key < Keys; key++)
        {
            LiftCluster lifts = everywhere[key % everywhere.Length];
            await lifts.FindOrOpenAsync(key);
            Assert.Equal(1, await lifts.IncrementRidesAsync(key));
        }

        HashSet<string> told = [];
        while (told.Count < Keys && await watch.MoveNextAsync())
        {
            if (watch.Current is { Kind: ChildEventKind.Started or ChildEventKind.Present, Key: { } key })
                told.Add($"{key} on {watch.Current.Node}");
        }

        Assert.Equal(Enumerable.Range(0, Keys).Select(key => $"{key} on {holder}").Order(), told.Order());
        foreach (LiftCluster lifts in everywhere)
        {
            Assert.Equal([holder], await lifts.GetNodesAsync());
            Assert.Equal(Keys, await lifts.CountAsync());
            Assert.Equal(Keys, await lifts.ListAsync().CountAsync());
            Assert.Equal(5, await lifts.EchoAsync(5));
            Assert.Equal(1, (await lifts.ReadAttrsAsync(5))!.Value.Rides);
        }

        Assert.Equal(3, (await cluster.Client.ServiceProvider.GetRequiredService<DeviceCluster>().GetNodesAsync()).Length);
    }

    [Fact]
    public async Task What_a_nodes_version_of_the_class_does_not_have_is_refused_and_names_it_and_the_node()
    {
        await using InProcessTestCluster cluster = await StartAsync(WithLifts, WithoutLifts);
        LiftCluster lifts = GetLifts(cluster).First();
        ChildRef<int> child = new(7, lifts.Calls<ITrackedGrain>(7), default);
        await lifts.FindOrOpenAsync(7);

        await AssertRefusedAsync("Race", async () => await lifts.CallCoreAsync<ValueTuple, bool>(child, WireName.Hash("Race"), "Race", default, default));
        await AssertRefusedAsync("Echo", async () => await lifts.CallCoreAsync<ValueTuple<int>, int>(child, WireName.Hash("Echo"), "Echo", new(1), default));
        await AssertRefusedAsync(
            "Falls", async () => await lifts.ChangeCoreAsync<long>(child, WireName.Hash("Falls"), "Falls", AttrOperation.Add, 1, default));

        async Task AssertRefusedAsync(string name, Func<Task> call)
        {
            ClusterException refusal = await Assert.ThrowsAsync<ClusterException>(call);
            Assert.Equal(
                $"Tracker Lift, key 7: the class on node {GetHolder(cluster)} has no {name} that may be used from elsewhere. It runs another "
                    + "version of the class. Nothing was done.",
                refusal.Message);
            Assert.True(refusal.IsOutcomeKnown);
        }
    }

    [Fact]
    public async Task A_call_through_a_silo_without_any_clustered_class_is_refused_at_once()
    {
        await using InProcessTestCluster cluster = await StartAsync(WithLifts, static silo => silo.Services.AddLiftClusterClient());
        InProcessSiloHandle bare = cluster.Silos.Single(silo => TestCluster.GetNode(silo) != GetHolder(cluster));
        LiftCluster lifts = bare.ServiceProvider.GetRequiredService<LiftCluster>();

        ClusterException call = await Assert.ThrowsAsync<ClusterException>(async () => await lifts.FindOrOpenAsync(7));
        ClusterException question = await Assert.ThrowsAsync<ClusterException>(async () => await lifts.GetNodesAsync());

        Assert.StartsWith(
            $"Tracker Lift, key 7: the call went to a silo that has no clustered class, and so does not know where the class {typeof(Lift)} runs.",
            call.Message,
            StringComparison.Ordinal);
        Assert.True(call.IsOutcomeKnown);
        Assert.StartsWith($"Tracker Lift: the silo {TestCluster.GetNode(bare)} has no clustered class", question.Message, StringComparison.Ordinal);
    }

    private static Task<InProcessTestCluster> StartAsync(params Action<ISiloBuilder>[] silos) => TestCluster.DeployAsync(() =>
    {
        var store = new MemoryClusterStore();
        int started = -1;
        var builder = new InProcessTestClusterBuilder((short)silos.Length);
        builder.ConfigureSilo((_, silo) => silos[Interlocked.Increment(ref started)](silo.UseMemoryTrackerStore(store)));
        builder.ConfigureClientHost(static client => client.Services.AddDeviceClusterClient().AddLiftClusterClient());
        return builder;
    });

    private static string GetHolder(InProcessTestCluster cluster) => TestCluster.GetNode(
        cluster.Silos.Single(static silo => silo.ServiceProvider.GetServices<HostedClass>().Any(static hosted => hosted.Tracker == "Lift")));

    private static IEnumerable<LiftCluster> GetLifts(InProcessTestCluster cluster) =>
        cluster.GetActiveSilos().Select(static silo => silo.ServiceProvider).Prepend(cluster.Client.ServiceProvider)
            .Select(static services => services.GetRequiredService<LiftCluster>());
}
