extern alias later;

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Orleans.Processes.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;
using LaterHosting = later::Microsoft.Extensions.DependencyInjection.GenTracker_Orleans_Node_TickerClusterServiceCollectionExtensions;
using LaterTickers = later::GenTracker.Orleans.Node.TickerCluster;

namespace GenTracker.Orleans.Processes.Tests;

/// <summary>Nodes with two versions of a class: the later one has an attribute that survives and a method more.</summary>
[Collection(SharedDatabaseServer.Name)]
public sealed class TwoVersionsTests(DatabaseServer database)
{
    private const int Keys = 20;

    [Fact]
    public async Task What_a_version_does_not_have_is_refused_by_name_and_what_a_node_of_a_hand_over_does_not_have_is_lost()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(
            database.Server, new ClusterSetup { UsesRedis = true, Programs = [NodeProcess.Program, NodeProcess.LaterProgram] });
        IServiceProvider client = await cluster.ConnectAsync(static services => LaterHosting.AddTickerClusterClient(services));
        LaterTickers tickers = client.GetRequiredService<LaterTickers>();
        await cluster.OpenAsync(Keys);
        string early = (await cluster.GetRunningAsync("node0")).Keys.First(), late = (await cluster.GetRunningAsync("node1")).Keys.First();

        ClusterException refusal = await Assert.ThrowsAsync<ClusterException>(async () => await tickers.JoinAsync(early, 3));
        Assert.Equal(3, await tickers.JoinAsync(late, 3));

        Assert.Contains($"Tracker Ticker, key {early}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(
            "has no Join that may be used from elsewhere. It runs another version of the class. Nothing was done.", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.IsOutcomeKnown);
        Assert.Equal(0, (await tickers.ReadAttrsAsync(early))!.Value.Viewers);
        Assert.Equal(3, (await tickers.ReadAttrsAsync(late))!.Value.Viewers);

        // To the early version, which does not know the viewers and loses them, and to later ones, which have them from then on.
        await MoveAllAsync(cluster, cluster.Nodes[1], cluster.Nodes[0]);
        NodeProcess next = await cluster.StartNodeAsync(NodeProcess.LaterProgram);
        await MoveAllAsync(cluster, cluster.Nodes[0], next);
        Assert.Equal(0, (await tickers.ReadAttrsAsync(late))!.Value.Viewers);
        Assert.Equal(4, await tickers.JoinAsync(late, 4));
        NodeProcess last = await cluster.StartNodeAsync(NodeProcess.LaterProgram);
        await MoveAllAsync(cluster, next, last);
        Assert.Equal(4, (await tickers.ReadAttrsAsync(late))!.Value.Viewers);
        Assert.Equal(0, await cluster.Sql.ReadAsync<long>(ProcessCluster.NotInherited));
    }

    private static async Task MoveAllAsync(ProcessCluster cluster, NodeProcess from, NodeProcess to)
    {
        await from.SignalAsync("TERM");
        await from.EndsAsync();
        await cluster.WhenRunningOnAsync(Keys, to);
    }
}
