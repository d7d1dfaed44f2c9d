using System.Linq;
using System.Threading.Tasks;
using GenTracker.Orleans.Processes.Tests.Support;
using Xunit;

namespace GenTracker.Orleans.Processes.Tests;

/// <summary>A node is lost in each way in which a process can be: its keys come back on other nodes without a caller, and nothing else moves.</summary>
[Collection(SharedDatabaseServer.Name)]
public sealed class LostNodeTests(DatabaseServer database)
{
    private const int Keys = 30;

    [Fact]
    public async Task Keys_of_a_killed_node_come_back_elsewhere_without_a_caller_with_what_survives_and_no_other_key_moves()
    {
        // The membership is in Redis, so any node can be killed, also the first one.
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(database.Server, new ClusterSetup { UsesRedis = true });
        await cluster.OpenAsync(Keys);
        NodeProcess lost = cluster.Nodes[0];
        Placement before = await Placement.ReadAsync(cluster, lost);
        await cluster.WhenCheckpointedAsync();

        await lost.SignalAsync("KILL");
        await lost.EndsAsync();
        await cluster.WhenRunningAsync(Keys, lost.Name);

        await before.CheckAsync(cluster);
        Assert.Equal(0, await cluster.Sql.ReadAsync<long>(ProcessCluster.FromNothing));
        Assert.Equal(0, await cluster.Sql.ReadAsync<long>(ProcessCluster.Late));
        Assert.Equal(0, await cluster.Sql.ReadAsync<long>($"SELECT count(*) FROM word WHERE node = '{lost.Name}' AND word NOT IN ('tick', 'Stopped')"));

        // The keys are back when the lease is over. The membership may learn of the loss later, and until then it counts on the lost node.
        await cluster.WhenCountedAsync(Keys);
    }

    [Fact]
    public async Task Keys_of_a_node_that_is_told_to_stop_run_their_termination_callbacks_and_are_handed_over_with_what_survives()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(database.Server);
        await cluster.OpenAsync(Keys);
        NodeProcess lost = cluster.Nodes[2];
        Placement before = await Placement.ReadAsync(cluster, lost);

        await lost.SignalAsync("TERM");
        int exitCode = await lost.EndsAsync();
        await cluster.WhenRunningAsync(Keys, lost.Name);

        Assert.Equal(0, exitCode);
        await before.CheckAsync(cluster);
        Assert.Equal(0, await cluster.Sql.ReadAsync<long>(ProcessCluster.Late));
        Assert.Equal(
            before.Lost.Count,
            await cluster.Sql.ReadAsync<long>($"SELECT count(DISTINCT key) FROM word WHERE node = '{lost.Name}' AND word = 'Moved' AND accepted"));

        // The first tick of a successor has the count that the termination callback has written before it.
        Assert.Equal(0, await cluster.Sql.ReadAsync<long>(ProcessCluster.NotInherited));
    }

    [Fact]
    public async Task A_frozen_node_that_wakes_up_ends_and_its_late_writes_are_refused_by_the_fence()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(database.Server);
        await cluster.OpenAsync(Keys);
        NodeProcess frozen = cluster.Nodes[1];
        Placement before = await Placement.ReadAsync(cluster, frozen);

        await frozen.SignalAsync("STOP");
        await cluster.WhenRunningAsync(Keys, frozen.Name);
        await before.CheckAsync(cluster);
        await frozen.SignalAsync("CONT");
        await frozen.EndsAsync();
        await cluster.WhenWrittenAsync(before.Lost.Keys);

        Assert.Equal(0, await cluster.Sql.ReadAsync<long>(ProcessCluster.Late + " AND accepted"));
        await before.CheckAsync(cluster);
    }

    [Fact]
    public async Task A_node_that_is_cut_off_from_the_store_ends_its_children_before_others_run_them()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(database.Server, new ClusterSetup { HasStoreProxies = true });
        await cluster.OpenAsync(Keys);
        NodeProcess lost = cluster.Nodes[1];
        Placement before = await Placement.ReadAsync(cluster, lost);

        cluster.CutStore(lost);
        await cluster.WhenRunningAsync(Keys, lost.Name);
        await lost.EndsAsync();

        // Its children could write all the time.
        await before.CheckAsync(cluster);
        await AssertEndedByThemselvesAsync(cluster, lost, before);
    }

    [Fact]
    public async Task A_node_that_is_cut_off_from_the_others_ends_its_children_before_they_run_them_although_it_reaches_the_store()
    {
        // It would not hear of its death by its own questions to the membership: the others revoke its lease.
        ClusterSetup setup = new() { UsesRedis = true, HasPeerProxies = true, Blind = "node1" };
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(database.Server, setup);
        await cluster.OpenAsync(Keys);
        NodeProcess lost = cluster.Nodes[1];
        Placement before = await Placement.ReadAsync(cluster, lost);

        cluster.CutPeers(lost);
        await cluster.WhenRunningAsync(Keys, lost.Name);
        await lost.EndsAsync();

        await before.CheckAsync(cluster);
        await AssertEndedByThemselvesAsync(cluster, lost, before);
    }

    private static async Task AssertEndedByThemselvesAsync(ProcessCluster cluster, NodeProcess lost, Placement before)
    {
        Assert.Equal(0, await cluster.Sql.ReadAsync<long>(ProcessCluster.Late));
        Assert.Equal(
            before.Lost.Count,
            await cluster.Sql.ReadAsync<long>($"SELECT count(DISTINCT key) FROM word WHERE node = '{lost.Name}' AND word = 'NodeLost' AND accepted"));
    }
}
