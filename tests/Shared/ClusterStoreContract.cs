using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;
using Xunit;

namespace GenTracker.Orleans.Tests.Stores;

/// <summary>What every store promises. A provider derives from it and runs it.</summary>
public abstract class ClusterStoreContract
{
    private const string Tracker = "LiveStream";
    private const string Cluster = "blue";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly byte[] Arguments = [1, 2, 3];
    private static readonly byte[] OtherArguments = [4, 5];
    private static readonly byte[] Final = [6];

    /// <summary>A store that is initialized and has no rows.</summary>
    protected abstract Task<IClusterStore> CreateAsync();

    /// <summary>Lets the clock of the store go on.</summary>
    protected abstract Task AdvanceAsync(IClusterStore store, TimeSpan time);

    [Fact]
    public async Task A_lease_is_granted_renewed_and_over_after_its_duration()
    {
        IClusterStore store = await CreateAsync();

        Assert.True(await RenewAsync(store, "a", LeaseRequest.First));
        await AdvanceAsync(store, Lease * 0.9);
        Assert.True(await RenewAsync(store, "a"));
        await AdvanceAsync(store, Lease * 0.9);
        NodeRecord node = Assert.Single(await GetNodesAsync(store));
        Assert.Equal(("a", Cluster, false), (node.Node, node.Cluster, node.IsRevoked));
        Assert.InRange(node.Remaining, TimeSpan.FromTicks(1), Lease * 0.11);
        await AdvanceAsync(store, Lease * 0.2);
        Assert.Empty(await GetNodesAsync(store));
    }

    [Fact]
    public async Task A_lease_that_is_over_is_never_renewed()
    {
        IClusterStore store = await CreateAsync();
        await RenewAsync(store, "a", LeaseRequest.First);
        await AdvanceAsync(store, Lease * 1.1);

        Assert.False(await RenewAsync(store, "a"));
        Assert.False(await RenewAsync(store, "a", LeaseRequest.First));
        Assert.Empty(await GetNodesAsync(store));
    }

    [Fact]
    public async Task A_node_that_the_store_does_not_know_or_no_longer_gets_no_renewal()
    {
        IClusterStore store = await CreateAsync();
        await RenewAsync(store, "a", LeaseRequest.First);
        await AdvanceAsync(store, Lease * 10);
        await store.DeleteEndedAsync(Lease, CancellationToken.None);

        Assert.False(await RenewAsync(store, "a"));
        Assert.False(await RenewAsync(store, "b"));
        Assert.Empty(await GetNodesAsync(store));
    }

    [Fact]
    public async Task A_lease_that_is_over_can_be_regained_but_not_one_that_was_revoked_or_released()
    {
        IClusterStore store = await CreateAsync();
        foreach (string node in (string[])["a", "b", "c"])
            await RenewAsync(store, node, LeaseRequest.First);
        await store.RevokeNodeAsync("b", CancellationToken.None);
        await store.ReleaseNodeAsync("c", CancellationToken.None);
        await AdvanceAsync(store, Lease * 1.1);

        Assert.True(await RenewAsync(store, "a", LeaseRequest.Regain));
        Assert.False(await RenewAsync(store, "b", LeaseRequest.Regain));
        Assert.False(await RenewAsync(store, "c", LeaseRequest.Regain));
        Assert.True(await RenewAsync(store, "d", LeaseRequest.Regain));
        Assert.Equal(["a", "d"], (await GetNodesAsync(store)).Select(static node => node.Node).Order());
    }

    [Fact]
    public async Task A_revoked_node_keeps_its_keys_until_its_lease_is_over_and_acquires_none()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");

        await store.RevokeNodeAsync("a", CancellationToken.None);

        Assert.False(await RenewAsync(store, "a"));
        Assert.True(Assert.Single(await GetNodesAsync(store), static node => node.Node == "a").IsRevoked);
        Assert.Equal(AcquireStatus.NoLease, (await AcquireAsync(store, "l", "a")).Status);
        Assert.Equal(AcquireStatus.OwnedByOther, (await AcquireAsync(store, "k", "b")).Status);
        Assert.Empty(await store.GetOrphansAsync(Tracker, 10, CancellationToken.None));
        Assert.True(await ReleaseAsync(store, "k", "a", 1));
        await store.RevokeNodeAsync("unknown", CancellationToken.None);
        Assert.True(await RenewAsync(store, "unknown", LeaseRequest.First));
    }

    [Fact]
    public async Task A_released_node_owns_nothing_at_once()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");

        await store.ReleaseNodeAsync("a", CancellationToken.None);

        Assert.Equal(["b"], (await GetNodesAsync(store)).Select(static node => node.Node));
        Assert.Equal(["k"], await store.GetOrphansAsync(Tracker, 10, CancellationToken.None));
        Assert.Equal(AcquireStatus.Acquired, (await AcquireAsync(store, "k", "b")).Status);
        Assert.False(await RenewAsync(store, "a"));
    }

    [Fact]
    public async Task A_key_is_acquired_with_a_higher_epoch_each_time_by_one_node_at_a_time()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);

        AcquireResult first = await AcquireAsync(store, "k", "a");
        AcquireResult refused = await AcquireAsync(store, "k", "b");
        AcquireResult again = await AcquireAsync(store, "k", "a");
        Assert.True(await ReleaseAsync(store, "k", "a", 2));
        AcquireResult other = await AcquireAsync(store, "k", "b");

        Assert.Equal((AcquireStatus.Acquired, 1, "a"), Describe(first));
        Assert.Equal((AcquireStatus.OwnedByOther, 1, "a"), Describe(refused));
        Assert.Equal((AcquireStatus.Acquired, 2, "a"), Describe(again));
        Assert.Equal((AcquireStatus.Acquired, 3, "b"), Describe(other));
        Assert.Equal(Arguments, other.Record!.Arguments);
    }

    [Fact]
    public async Task A_key_is_free_when_the_lease_of_its_owner_is_over()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");
        await AdvanceAsync(store, Lease * 0.6);
        await RenewAsync(store, "b");
        await AdvanceAsync(store, Lease * 0.6);

        Assert.Equal(["k"], await store.GetOrphansAsync(Tracker, 10, CancellationToken.None));
        Assert.Equal(AcquireStatus.NoLease, (await AcquireAsync(store, "l", "a")).Status);
        AcquireResult taken = await store.AcquireAsync(Takeover("k", "b"), CancellationToken.None);
        Assert.Equal((AcquireStatus.Acquired, 2, "b"), Describe(taken));
        Assert.Equal(Arguments, taken.Record!.Arguments);
        Assert.True(taken.Record.IsWanted);
        Assert.Empty(await store.GetOrphansAsync(Tracker, 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_node_without_a_lease_acquires_nothing()
    {
        IClusterStore store = await CreateAsync();

        Assert.Equal(AcquireStatus.NoLease, (await AcquireAsync(store, "k", "a")).Status);
        Assert.Null(await store.FindAsync(Tracker, "k", CancellationToken.None));
    }

    [Fact]
    public async Task A_takeover_takes_only_what_is_wanted()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "temporary", "a", isWanted: false);
        await AcquireAsync(store, "stopped", "a");
        await AcquireAsync(store, "moved", "a");
        Assert.True(await ReleaseAsync(store, "temporary", "a", 1, staysWanted: true));
        Assert.True(await ReleaseAsync(store, "stopped", "a", 1));
        Assert.True(await ReleaseAsync(store, "moved", "a", 1, staysWanted: true));

        Assert.Equal(["moved"], await store.GetOrphansAsync(Tracker, 10, CancellationToken.None));
        foreach (string key in (string[])["temporary", "stopped", "unknown"])
            Assert.Equal(AcquireStatus.NotWanted, (await store.AcquireAsync(Takeover(key, "b"), CancellationToken.None)).Status);
        Assert.Equal(AcquireStatus.Acquired, (await store.AcquireAsync(Takeover("moved", "b"), CancellationToken.None)).Status);
    }

    [Fact]
    public async Task A_wanted_key_keeps_its_arguments_unless_they_are_replaced()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");
        await ReleaseAsync(store, "k", "a", 1, staysWanted: true);

        AcquireRequest open = Request("k", "b") with { Arguments = OtherArguments, IsWanted = false };
        AcquireResult kept = await store.AcquireAsync(open, CancellationToken.None);
        AcquireResult replaced = await store.AcquireAsync(open with { Replaces = true }, CancellationToken.None);

        Assert.Equal(Arguments, kept.Record!.Arguments);
        Assert.True(kept.Record.IsWanted);
        Assert.Equal(OtherArguments, replaced.Record!.Arguments);
        Assert.False(replaced.Record.IsWanted);
    }

    [Fact]
    public async Task A_key_that_is_not_wanted_takes_the_arguments_of_its_opener()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");
        await ReleaseAsync(store, "k", "a", 1);

        AcquireResult opened = await store.AcquireAsync(Request("k", "b") with { Arguments = OtherArguments }, CancellationToken.None);

        Assert.Equal(OtherArguments, opened.Record!.Arguments);
        Assert.False(opened.Record.IsWanted);
    }

    [Fact]
    public async Task Only_the_owner_releases_and_only_with_its_epoch()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");

        Assert.False(await ReleaseAsync(store, "k", "a", 2));
        Assert.False(await ReleaseAsync(store, "k", "b", 1));
        Assert.False(await ReleaseAsync(store, "unknown", "a", 1));
        Assert.Equal("a", (await store.FindAsync(Tracker, "k", CancellationToken.None))!.Owner);
        Assert.True(await ReleaseAsync(store, "k", "a", 1));
        Assert.False(await ReleaseAsync(store, "k", "a", 1));
    }

    [Fact]
    public async Task The_final_state_stays_readable_until_the_key_is_acquired_and_is_given_to_who_acquires_it()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");
        await store.ReleaseAsync(Tracker, "k", "a", 1, staysWanted: true, Final, survivors: null, CancellationToken.None);

        KeyRecord? ended = await store.FindAsync(Tracker, "k", CancellationToken.None);
        AcquireResult acquired = await AcquireAsync(store, "k", "b");
        KeyRecord? running = await store.FindAsync(Tracker, "k", CancellationToken.None);

        Assert.Equal((null, true), (ended!.Owner, ended.IsWanted));
        Assert.Equal(Final, ended.Final);
        Assert.Equal(Final, acquired.Record!.Final);
        Assert.Null(running!.Final);
        Assert.Equal(("k", 2, "b"), (running.Key, running.Epoch, running.Owner));
    }

    [Fact]
    public async Task A_checkpoint_of_the_owner_goes_to_each_next_owner_of_a_key_that_is_taken_over()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        foreach (string key in (string[])["k", "l", "m"])
            await AcquireAsync(store, key, "a");

        Assert.Equal(["k", "l"], (await CheckpointAsync(store, "a", 1, new("k", 1, [7]), new("l", 1, [8, 9]))).Order());
        Assert.Equal(["k"], await CheckpointAsync(store, "a", 2, new Checkpoint("k", 1, [10])));

        Assert.Equal([10], (await store.FindAsync(Tracker, "k", CancellationToken.None))!.Survivors!);
        await store.ReleaseNodeAsync("a", CancellationToken.None);
        foreach ((string key, byte[]? survivors) in ((string, byte[]?)[])[("k", [10]), ("l", [8, 9]), ("m", null)])
        {
            // The second one as after a crash before the first checkpoint.
            for (int takeover = 0; takeover < 2; takeover++)
                Assert.Equal(survivors, (await store.AcquireAsync(Takeover(key, "b"), CancellationToken.None)).Record!.Survivors);
        }
    }

    [Fact]
    public async Task A_checkpoint_of_a_former_owner_or_epoch_changes_nothing()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");
        await AcquireAsync(store, "l", "a");
        await CheckpointAsync(store, "a", 5, new("k", 1, [1]), new("l", 1, [2]));
        await ReleaseAsync(store, "k", "a", 1, staysWanted: true);

        Assert.Empty(await CheckpointAsync(store, "a", 6, new Checkpoint("k", 1, [3])));
        await store.AcquireAsync(Takeover("k", "b"), CancellationToken.None);
        Assert.Empty(await CheckpointAsync(store, "a", 7, new("k", 1, [4]), new("k", 2, [4]), new("unknown", 1, [4])));
        Assert.Empty(await CheckpointAsync(store, "b", 1, new("k", 1, [5]), new("l", 1, [5])));

        Assert.Equal([1], (await store.FindAsync(Tracker, "k", CancellationToken.None))!.Survivors!);
        Assert.Equal([2], (await store.FindAsync(Tracker, "l", CancellationToken.None))!.Survivors!);
        Assert.Equal(["k"], await CheckpointAsync(store, "b", 2, new Checkpoint("k", 2, [6])));
        Assert.Equal([6], (await store.FindAsync(Tracker, "k", CancellationToken.None))!.Survivors!);
    }

    [Fact]
    public async Task A_checkpoint_that_was_overtaken_changes_nothing()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");
        await CheckpointAsync(store, "a", 2, new Checkpoint("k", 1, [2]));

        Assert.Empty(await CheckpointAsync(store, "a", 1, new Checkpoint("k", 1, [1])));
        Assert.Empty(await CheckpointAsync(store, "a", 2, new Checkpoint("k", 1, [3])));

        Assert.Equal([2], (await store.FindAsync(Tracker, "k", CancellationToken.None))!.Survivors!);

        // A new epoch begins anew, also if a node counts from one again.
        await AcquireAsync(store, "k", "a");
        Assert.Equal(["k"], await CheckpointAsync(store, "a", 1, new Checkpoint("k", 2, [4])));
    }

    [Fact]
    public async Task What_a_release_says_to_survive_replaces_the_checkpoint_and_none_leaves_it()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");
        await AcquireAsync(store, "l", "a");
        await CheckpointAsync(store, "a", 1, new("k", 1, [1]), new("l", 1, [2]));

        await store.ReleaseAsync(Tracker, "k", "a", 1, staysWanted: true, Final, [3], CancellationToken.None);
        await ReleaseAsync(store, "l", "a", 1, staysWanted: true);

        Assert.Equal([3], (await AcquireAsync(store, "k", "b")).Record!.Survivors!);
        Assert.Equal([2], (await AcquireAsync(store, "l", "b")).Record!.Survivors!);
    }

    [Fact]
    public async Task Nothing_survives_the_end_of_a_key_its_reopening_or_one_that_need_not_run()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "ended", "a");
        await AcquireAsync(store, "reopened", "a");
        await AcquireAsync(store, "temporary", "a", isWanted: false);
        await CheckpointAsync(store, "a", 1, new("ended", 1, [1]), new("reopened", 1, [1]), new("temporary", 1, [1]));

        await store.ReleaseAsync(Tracker, "ended", "a", 1, staysWanted: false, Final, [2], CancellationToken.None);
        await store.ReleaseAsync(Tracker, "temporary", "a", 1, staysWanted: true, Final, [2], CancellationToken.None);
        AcquireRequest reopening = Request("reopened", "a") with { Arguments = OtherArguments, IsWanted = true, Replaces = true };

        Assert.Null((await store.FindAsync(Tracker, "ended", CancellationToken.None))!.Survivors);
        Assert.Null((await AcquireAsync(store, "ended", "b")).Record!.Survivors);
        Assert.Null((await AcquireAsync(store, "temporary", "b")).Record!.Survivors);
        Assert.Null((await store.AcquireAsync(reopening, CancellationToken.None)).Record!.Survivors);
        Assert.Null((await store.FindAsync(Tracker, "reopened", CancellationToken.None))!.Survivors);
    }

    [Fact]
    public async Task A_node_finds_the_keys_that_name_it_as_their_owner()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");
        await AcquireAsync(store, "l", "a");
        await AcquireAsync(store, "l", "a");
        await AcquireAsync(store, "m", "b");
        await AdvanceAsync(store, Lease * 1.1);

        Assert.Equal([("k", 1L), ("l", 2L)], (await GetOwnedAsync(store, "a")).Select(static key => (key.Key, key.Value)).Order());
        Assert.Empty(await GetOwnedAsync(store, "unknown"));
    }

    [Fact]
    public async Task Trackers_and_keys_are_told_apart_to_the_letter()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        string[] keys = ["k", "K", "k ", "", "é", "e\u0301", "ключ", "a'b\"c\\d%_", "\U0001F600", "line\nbreak"];

        foreach (string key in keys)
            Assert.Equal((AcquireStatus.Acquired, 1, "a"), Describe(await AcquireAsync(store, key, "a")));

        await store.AcquireAsync(Request("k", "b") with { Tracker = "livestream", Arguments = Arguments, IsWanted = true }, CancellationToken.None);
        Assert.Equal(keys.Order(StringComparer.Ordinal), (await GetOwnedAsync(store, "a")).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Orphans_are_limited()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        foreach (string key in (string[])["k", "l", "m"])
            await AcquireAsync(store, key, "a");
        await store.ReleaseNodeAsync("a", CancellationToken.None);

        Assert.Equal(2, (await store.GetOrphansAsync(Tracker, 2, CancellationToken.None)).Distinct().Count());
        Assert.Equal(3, (await store.GetOrphansAsync(Tracker, 10, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Ended_keys_are_deleted_after_a_time_and_their_epochs_are_not_used_again()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        foreach (string key in (string[])["ended", "wanted", "owned", "lost", "young"])
            await AcquireAsync(store, key, key == "lost" ? "b" : "a", isWanted: key != "lost");
        await AcquireAsync(store, "ended", "a");
        await ReleaseAsync(store, "ended", "a", 2);
        await ReleaseAsync(store, "wanted", "a", 1, staysWanted: true);
        await AdvanceAsync(store, Lease * 0.8);
        await RenewAsync(store, "a");
        await AdvanceAsync(store, Lease * 0.8);
        await ReleaseAsync(store, "young", "a", 1);

        int deleted = await store.DeleteEndedAsync(Lease * 1.2, CancellationToken.None);

        Assert.Equal(2, deleted);
        Assert.Null(await store.FindAsync(Tracker, "ended", CancellationToken.None));
        Assert.Null(await store.FindAsync(Tracker, "lost", CancellationToken.None));
        foreach (string key in (string[])["wanted", "owned", "young"])
            Assert.Equal(key, (await store.FindAsync(Tracker, key, CancellationToken.None))?.Key);
        Assert.Equal(3, (await AcquireAsync(store, "ended", "a")).Record!.Epoch);
        Assert.Equal(3, (await AcquireAsync(store, "new", "a")).Record!.Epoch);
        await store.AcquireAsync(Request("k", "a") with { Tracker = "Room", Arguments = Arguments }, CancellationToken.None);
        Assert.Equal(1, (await store.FindAsync("Room", "k", CancellationToken.None))!.Epoch);
    }

    [Fact]
    public async Task Of_concurrent_acquisitions_by_several_nodes_one_succeeds()
    {
        IClusterStore store = await CreateAsync();
        string[] nodes = [.. Enumerable.Range(0, 8).Select(static index => $"node {index}")];
        foreach (string node in nodes)
            await RenewAsync(store, node, LeaseRequest.First);

        for (int round = 0; round < 5; round++)
        {
            string key = $"key {round}";
            AcquireResult[] results = await Task.WhenAll(nodes.Select(node => Task.Run(() => AcquireAsync(store, key, node))));

            AcquireResult winner = Assert.Single(results, static result => result.Status == AcquireStatus.Acquired);
            Assert.All(results, result => Assert.Equal((1, winner.Record!.Owner), (result.Record!.Epoch, result.Record.Owner)));
        }
    }

    [Fact]
    public async Task A_store_is_initialized_by_several_nodes_and_again()
    {
        IClusterStore store = await CreateAsync();
        await StartNodesAsync(store);
        await AcquireAsync(store, "k", "a");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => store.InitializeAsync(CancellationToken.None))));

        KeyRecord? kept = await store.FindAsync(Tracker, "k", CancellationToken.None);
        Assert.Equal(("a", 1L), (kept?.Owner, kept?.Epoch));
    }

    private static (AcquireStatus Status, long Epoch, string? Owner) Describe(AcquireResult result) =>
        (result.Status, result.Record!.Epoch, result.Record.Owner);

    private static AcquireRequest Request(string key, string node) => new() { Tracker = Tracker, Key = key, Node = node };

    private static AcquireRequest Takeover(string key, string node) => Request(key, node);

    private static async Task StartNodesAsync(IClusterStore store)
    {
        Assert.True(await RenewAsync(store, "a", LeaseRequest.First));
        Assert.True(await RenewAsync(store, "b", LeaseRequest.First));
    }

    private static Task<bool> RenewAsync(IClusterStore store, string node, LeaseRequest request = LeaseRequest.Renewal) =>
        store.RenewAsync(node, Cluster, Lease, request, CancellationToken.None);

    private static Task<IReadOnlyList<NodeRecord>> GetNodesAsync(IClusterStore store) => store.GetNodesAsync(CancellationToken.None);

    private static Task<IReadOnlyDictionary<string, long>> GetOwnedAsync(IClusterStore store, string node) =>
        store.GetOwnedAsync(Tracker, node, CancellationToken.None);

    private static Task<AcquireResult> AcquireAsync(IClusterStore store, string key, string node, bool isWanted = true) =>
        store.AcquireAsync(Request(key, node) with { Arguments = Arguments, IsWanted = isWanted }, CancellationToken.None);

    private static Task<IReadOnlyList<string>> CheckpointAsync(IClusterStore store, string node, long sequence, params Checkpoint[] checkpoints) =>
        store.CheckpointAsync(Tracker, node, sequence, checkpoints, CancellationToken.None);

    private static Task<bool> ReleaseAsync(IClusterStore store, string key, string node, long epoch, bool staysWanted = false) =>
        store.ReleaseAsync(Tracker, key, node, epoch, staysWanted, final: null, survivors: null, CancellationToken.None);
}
