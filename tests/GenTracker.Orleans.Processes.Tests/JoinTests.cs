using System.Collections.Generic;
using System.Threading.Tasks;
using GenTracker.Orleans.Processes.Tests.Support;
using Xunit;

namespace GenTracker.Orleans.Processes.Tests;

/// <summary>A node that joins a running cluster.</summary>
[Collection(SharedDatabaseServer.Name)]
public sealed class JoinTests(DatabaseServer database)
{
    private const int Keys = 20;

    [Fact]
    public async Task A_node_that_joins_gets_new_keys_and_no_key_moves()
    {
        ClusterSetup twoNodes = new() { Programs = [NodeProcess.Program, NodeProcess.Program] };
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(database.Server, twoNodes);
        await cluster.OpenAsync(Keys);
        Dictionary<string, long> first = await cluster.GetRunningAsync("node0"), second = await cluster.GetRunningAsync("node1");

        NodeProcess joined = await cluster.StartNodeAsync();
        int keys = Keys;
        while (await cluster.GetRunningAsync(joined.Name) is { Count: 0 })
        {
            await cluster.Tickers.FindOrOpenAsync($"k{keys++}");
            await cluster.WhenRunningAsync(keys);
        }

        AssertStayed(first, await cluster.GetRunningAsync("node0"));
        AssertStayed(second, await cluster.GetRunningAsync("node1"));
    }

    private static void AssertStayed(Dictionary<string, long> before, Dictionary<string, long> now) =>
        Assert.All(before, key => Assert.Equal(key.Value, now[key.Key]));
}
