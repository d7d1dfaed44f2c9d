using System;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Orleans.Processes.Tests.Support;
using Xunit;

namespace GenTracker.Orleans.Processes.Tests;

/// <summary>All nodes are lost at once, and every wanted key comes back when nodes return, with a higher number and without a caller.</summary>
[Collection(SharedDatabaseServer.Name)]
public sealed class TotalLossTests(DatabaseServer database)
{
    private const int Keys = 20;

    [Fact]
    public async Task After_all_nodes_were_killed_the_next_ones_run_every_key()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(database.Server);
        await cluster.OpenAsync(Keys);

        await LoseAsync(cluster, static node => node.SignalAsync("KILL"));
        await cluster.StartNodesAsync();
        await cluster.WhenRunningOnAsync(Keys, [.. cluster.Nodes.Skip(3)]);

        Assert.Equal(0, await cluster.Sql.ReadAsync<long>(ProcessCluster.Late));
    }

    [Fact]
    public async Task Nodes_whose_store_is_away_for_longer_than_the_lease_end_and_the_next_ones_run_every_key()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(database.Server, new ClusterSetup { HasStoreProxies = true });
        await cluster.OpenAsync(Keys);

        await LoseAsync(cluster, node =>
        {
            cluster.CutStore(node);
            return Task.CompletedTask;
        });
        await cluster.StartNodesAsync();
        await cluster.WhenRunningOnAsync(Keys, [.. cluster.Nodes.Skip(3)]);

        Assert.Equal(0, await cluster.Sql.ReadAsync<long>(ProcessCluster.Late));
    }

    private static async Task LoseAsync(ProcessCluster cluster, Func<NodeProcess, Task> lose)
    {
        await Task.WhenAll(cluster.Nodes.Select(lose));
        await Task.WhenAll(cluster.Nodes.Select(static node => node.EndsAsync()));
    }
}
