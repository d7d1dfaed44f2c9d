using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.TestingHost;
using Xunit;

namespace GenTracker.Orleans.Tests.Cluster;

/// <summary>Nodes that are killed, stopped, cut off, and all lost.</summary>
[Collection(nameof(TestCluster))]
public sealed class FailoverTests
{
    private const int Rooms = 40;

    [Fact]
    public async Task The_keys_of_a_killed_node_come_back_without_a_caller_and_nothing_else_moves()
    {
        await using TestCluster cluster = await new TestCluster().StartAsync();
        RoomEntry[] rooms = await cluster.OpenOnAllAsync("room", Rooms);
        InProcessSiloHandle victim = cluster.Cluster.Silos[1];
        string lost = TestCluster.GetNode(victim);
        RoomEntry[] orphans = [.. rooms.Where(room => room.Node == lost)];

        await cluster.KillAsync(victim);

        RoomEntry[] back = await cluster.Journal.WaitForAsync(entry => entry is { What: "run", Epoch: 2 }, orphans.Length);
        Assert.Equal(orphans.Select(static room => room.Key).Order(), back.Select(static room => room.Key).Order());
        Assert.All(back, room => Assert.NotEqual(lost, room.Node));
        foreach (RoomEntry room in rooms.Except(orphans))
            Assert.Single(cluster.Journal.Of(room.Key, "start"));
        foreach (RoomEntry room in rooms)
            Assert.Equal(orphans.Contains(room) ? 2 : 1, (await cluster.Client.FindAsync(room.Key))!.Value.Incarnation >> 24);
    }

    [Fact]
    public async Task The_keys_of_a_stopped_node_go_on_elsewhere_after_their_termination_callbacks_with_what_survives()
    {
        await using TestCluster cluster = await new TestCluster().StartAsync();
        RoomEntry[] rooms = await cluster.OpenOnAllAsync("room", Rooms);
        InProcessSiloHandle leaving = cluster.Cluster.Silos[1];
        string left = TestCluster.GetNode(leaving);
        RoomEntry[] moved = [.. rooms.Where(room => room.Node == left)];
        foreach (RoomEntry room in moved)
        {
            await cluster.Client.SetVisitsAsync(room.Key, 42);
            await cluster.Client.IncrementGuestsAsync(room.Key, 5);
        }

        await cluster.Cluster.StopSiloAsync(leaving);

        RoomEntry[] back = await cluster.Journal.WaitForAsync(entry => entry is { What: "run", Epoch: 2 }, moved.Length);
        Assert.All(back, room => Assert.NotEqual(left, room.Node));
        foreach (RoomEntry room in moved)
        {
            RoomEntry[] entries = cluster.Journal.Of(room.Key);
            Assert.Equal(["start", "run", "end Moved", "start", "run"], entries.Select(static entry => entry.What));
            Assert.Equal((5, 42), (entries[2].Number, entries[4].Number));
        }

        foreach (RoomEntry room in rooms.Except(moved))
            Assert.Single(cluster.Journal.Of(room.Key, "start"));
        Assert.DoesNotContain(await cluster.Store.GetNodesAsync(CancellationToken.None), node => node.Node == left);
    }

    [Fact]
    public async Task The_keys_of_a_killed_node_go_on_with_what_survives_of_their_last_checkpoint()
    {
        await using TestCluster cluster =
            await new TestCluster(configure: static options => options.CheckpointPeriod = TimeSpan.FromMilliseconds(100)).StartAsync();
        RoomEntry[] rooms = await cluster.OpenOnAllAsync("room", Rooms);
        InProcessSiloHandle victim = cluster.Cluster.Silos[1];
        RoomEntry[] orphans = [.. rooms.Where(room => room.Node == TestCluster.GetNode(victim))];
        foreach (RoomEntry room in orphans)
            await cluster.Client.SetVisitsAsync(room.Key, 42);
        var serializer = victim.ServiceProvider.GetRequiredService<Serializer>();
        await Condition.WaitForAsync(async () =>
        {
            KeyRecord?[] rows = await Task.WhenAll(orphans.Select(room => cluster.Store.FindAsync("Room", room.Key, CancellationToken.None)));
            return rows.All(row => row!.Survivors is { } survivors && serializer.Deserialize<Dictionary<string, object?>>(survivors)!["Visits"] is 42);
        });

        await cluster.KillAsync(victim);

        RoomEntry[] back = await cluster.Journal.WaitForAsync(entry => entry is { What: "run", Epoch: 2 }, orphans.Length);
        Assert.All(back, static room => Assert.Equal(42, room.Number));
    }

    [Fact]
    public async Task All_keys_come_back_after_the_loss_of_all_nodes_with_higher_incarnations()
    {
        var store = new MemoryClusterStore(StallingClock.Shared);
        var journal = new RoomJournal();
        RoomEntry[] rooms;
        await using (TestCluster first = await new TestCluster(2, store) { Journal = journal }.StartAsync())
        {
            rooms = await first.OpenOnAllAsync("room", Rooms);
            await first.Client.StopAsync("room0");
            foreach (InProcessSiloHandle silo in first.Cluster.GetActiveSilos().ToArray())
                await first.KillAsync(silo);
        }

        await using TestCluster second = await new TestCluster(2, store) { Journal = journal }.StartAsync();

        await journal.WaitForAsync(static entry => entry is { What: "run", Epoch: 2 }, Rooms - 1);
        Assert.DoesNotContain(rooms, room => room.Key != "room0" && journal.Of(room.Key, "run")[^1].Incarnation <= room.Incarnation);
        Assert.Single(journal.Of("room0", "run"));
        Assert.Null(await second.Client.FindAsync("room0"));
    }

    [Fact]
    public async Task A_node_that_is_cut_off_from_the_store_ends_its_children_before_others_take_their_keys()
    {
        await using TestCluster cluster = await new TestCluster().StartAsync();
        RoomEntry[] rooms = await cluster.OpenOnAllAsync("room", Rooms);
        InProcessSiloHandle cut = cluster.Cluster.Silos[1];
        RoomEntry[] orphans = [.. rooms.Where(room => room.Node == TestCluster.GetNode(cut))];

        cluster.GetStore(cut).Cut();

        await cluster.Journal.WaitForAsync(entry => entry is { What: "run", Epoch: 2 }, orphans.Length);
        foreach (RoomEntry room in orphans)
            Assert.Equal(["start", "run", "end NodeLost", "start", "run"], cluster.Journal.Of(room.Key).Select(static entry => entry.What));
        foreach (RoomEntry room in rooms.Except(orphans))
            Assert.Single(cluster.Journal.Of(room.Key, "start"));
        foreach (RoomEntry room in rooms)
            Assert.Equal(1, await cluster.Client.IncrementGuestsAsync(room.Key));
    }

    [Fact]
    public async Task A_node_whose_lease_was_revoked_ends_its_children_and_gives_the_lease_back()
    {
        await using TestCluster cluster = await new TestCluster().StartAsync();
        RoomEntry[] rooms = await cluster.OpenOnAllAsync("room", Rooms);
        string revoked = TestCluster.GetNode(cluster.Cluster.Silos[1]);
        RoomEntry[] orphans = [.. rooms.Where(room => room.Node == revoked)];

        await cluster.Store.RevokeNodeAsync(revoked, CancellationToken.None);

        await cluster.Journal.WaitForAsync(entry => entry is { What: "run", Epoch: 2 }, orphans.Length);
        foreach (RoomEntry room in orphans)
            Assert.Equal(["start", "run", "end NodeLost", "start", "run"], cluster.Journal.Of(room.Key).Select(static entry => entry.What));
        Assert.DoesNotContain(await cluster.Store.GetNodesAsync(CancellationToken.None), node => node.Node == revoked);
    }

    [Fact]
    public async Task Children_run_on_without_the_store_if_the_options_say_so()
    {
        // The node that has its lease again first must not look for the keys of the other one, whose lease is over a moment longer.
        await using TestCluster cluster = await new TestCluster(
            2,
            configure: static options => (options.OnStoreLost, options.SweepPeriod) = (StoreLossPolicy.KeepRunning, TimeSpan.FromHours(1))).StartAsync();
        RoomEntry[] rooms = await cluster.OpenOnAllAsync("room", Rooms);
        string[] nodes = [.. cluster.Nodes];
        foreach (InProcessSiloHandle silo in cluster.Cluster.GetActiveSilos())
            cluster.GetStore(silo).Cut();
        await Condition.WaitForAsync(async () => (await cluster.Store.GetNodesAsync(CancellationToken.None)).Count == 0);
        foreach (RoomEntry room in rooms)
            Assert.Equal(1, await TestCluster.On(cluster.GetSilo(room.Node)).IncrementGuestsAsync(room.Key));

        // Meanwhile another node has taken a key.
        Assert.True(await cluster.Store.RenewAsync("stranger", "tests", TimeSpan.FromMinutes(1), LeaseRequest.First, CancellationToken.None));
        var theft = new AcquireRequest { Tracker = "Room", Key = rooms[0].Key, Node = "stranger" };
        Assert.Equal(AcquireStatus.Acquired, (await cluster.Store.AcquireAsync(theft, CancellationToken.None)).Status);
        foreach (InProcessSiloHandle silo in cluster.Cluster.GetActiveSilos())
            cluster.GetStore(silo).Heal();

        await cluster.Journal.WaitForAsync(entry => entry.Key == rooms[0].Key && entry.What == "end NodeLost");
        await Condition.WaitForAsync(async () =>
            nodes.All((await cluster.Store.GetNodesAsync(CancellationToken.None)).Select(static node => node.Node).Contains));
        foreach (RoomEntry room in rooms.Skip(1))
        {
            Assert.Equal(["start", "run"], cluster.Journal.Of(room.Key).Select(static entry => entry.What));
            Assert.Equal(2, await cluster.Client.IncrementGuestsAsync(room.Key));
        }
    }

    [Fact]
    public async Task A_watcher_is_told_that_the_children_of_a_lost_node_have_ended_and_come_back()
    {
        await using TestCluster cluster = await new TestCluster().StartAsync();
        RoomEntry[] rooms = await cluster.OpenOnAllAsync("room", Rooms);
        InProcessSiloHandle victim = cluster.Cluster.Silos[1];
        RoomEntry lost = rooms.First(room => room.Node == TestCluster.GetNode(victim));
        using var end = new CancellationTokenSource(Condition.Timeout);
        List<ClusterEvent> told = [];
        await using IAsyncEnumerator<ClusterEvent> watch = cluster.Client.WatchAsync(end.Token).GetAsyncEnumerator();
        while (told.Count == 0)
            await NextAsync();

        await cluster.KillAsync(victim);
        while (told[^1].Kind != ChildEventKind.Restarted)
            await NextAsync();

        Assert.Equal(
            [(ChildEventKind.Present, lost.Incarnation, null), (ChildEventKind.Terminated, lost.Incarnation, null), (ChildEventKind.Restarted, 2L << 24, null)],
            told.Select(static e => (e.Kind, e.Incarnation, e.Reason)));

        async Task NextAsync()
        {
            Assert.True(await watch.MoveNextAsync());
            if (watch.Current.Key == lost.Key)
                told.Add(watch.Current);
        }
    }

    [Fact]
    public async Task A_node_that_joins_moves_nothing_and_takes_new_keys()
    {
        await using TestCluster cluster = await new TestCluster(2).StartAsync();
        RoomEntry[] rooms = await cluster.OpenOnAllAsync("room", Rooms);

        string joined = TestCluster.GetNode(await cluster.Cluster.StartAdditionalSiloAsync());
        for (int index = 0; cluster.Journal.Of($"new{index - 1}", "run") is not [{ } room] || room.Node != joined; index++)
            await cluster.Client.FindOrOpenAsync($"new{index}", new RoomPlan());

        foreach (RoomEntry room in rooms)
            Assert.Single(cluster.Journal.Of(room.Key, "start"));
    }
}
