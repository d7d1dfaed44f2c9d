using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using GenTracker.Orleans.Stores;
using Npgsql;
using Xunit;

namespace GenTracker.Orleans.PostgreSql.Tests;

/// <summary>What the store in PostgreSQL promises beside the contract of all stores: services, connections, texts, and races of transactions.</summary>
[Collection(SharedServer.Name)]
public sealed class PostgresClusterStoreTests(ServerFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly byte[] Arguments = [1, 2, 3];

    private readonly List<PostgresClusterStore> _stores = [];
    private readonly string _service = Guid.NewGuid().ToString("N");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (PostgresClusterStore store in _stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task Two_services_on_one_database_stay_apart()
    {
        PostgresClusterStore first = await CreateAsync();
        PostgresClusterStore second = await CreateAsync(service: _service + " 2");
        await GrantAsync(first, "n1");
        await AcquireAsync(first, "k", "n1");

        Assert.Null(await second.FindAsync("T", "k", default));
        Assert.Empty(await second.GetNodesAsync(default));
        Assert.Empty(await second.GetOwnedAsync("T", "n1", default));
        Assert.False(await second.RenewAsync("n1", "c", Hour, LeaseRequest.Renewal, default));
        await GrantAsync(second, "n1");
        await second.ReleaseNodeAsync("n1", default);
        await second.RevokeNodeAsync("n1", default);
        Assert.Equal(0, await second.DeleteEndedAsync(TimeSpan.Zero, default));

        await GrantAsync(second, "n2");
        Assert.Equal(1, (await AcquireAsync(second, "k", "n2")).Record!.Epoch);
        Assert.Equal("n1", (await first.FindAsync("T", "k", default))!.Owner);
        Assert.False((await first.GetNodesAsync(default)).Single().IsRevoked);
        Assert.Empty(await first.GetOrphansAsync("T", 10, default));
    }

    [Fact]
    public async Task A_thousand_acquisitions_at_a_time_take_no_more_connections_than_the_pool_has_and_few_statements()
    {
        PostgresClusterStore store = await CreateAsync(new PostgresStoreOptions { MaxConnections = 6 }, application: "thousand");
        await GrantAsync(store, "n1");
        string[] keys = [.. Enumerable.Range(0, 1_000).Select(static number => $"k{number}")];

        AcquireResult[] acquired = await Task.WhenAll(keys.Select(key => AcquireAsync(store, key, "n1")));
        IEnumerable<Task<KeyRecord?>> finds = keys.Select(key => store.FindAsync("T", key, default));
        KeyRecord?[] found = await Task.WhenAll(finds);

        await using Sql sql = await Sql.OpenAsync(fixture.Server.GetConnectionString());
        Assert.InRange(await sql.ReadAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'thousand'"), 1, 6);
        Assert.All(acquired, static result => Assert.Equal((AcquireStatus.Acquired, 1), (result.Status, result.Record!.Epoch)));
        Assert.Equal(keys, acquired.Select(static result => result.Record!.Key));
        Assert.Equal(keys, found.Select(static record => record!.Key));
        bool[] released = await Task.WhenAll(keys.Select(key => ReleaseAsync(store, key, "n1", 1)));
        Assert.DoesNotContain(false, released);

        // The rows that one statement has changed have one xmin.
        long statements = await sql.ReadAsync<long>($"SELECT count(DISTINCT xmin::text) FROM gentracker.key WHERE service = '{_service}'");
        Assert.InRange(statements, 4, 100);
    }

    [Fact]
    public async Task A_checkpoint_of_many_keys_is_one_statement()
    {
        PostgresClusterStore store = await CreateAsync();
        await GrantAsync(store, "n1");
        string[] keys = [.. Enumerable.Range(0, 500).Select(static number => $"k{number}")];
        await Task.WhenAll(keys.Select(key => AcquireAsync(store, key, "n1")));

        IReadOnlyList<string> written = await store.CheckpointAsync("T", "n1", 1, [.. keys.Select(static key => new Checkpoint(key, 1, [7]))], default);

        Assert.Equal(keys.Order(), written.Order());
        await using Sql sql = await Sql.OpenAsync(fixture.Server.GetConnectionString());
        Assert.Equal(1, await sql.ReadAsync<long>($"SELECT count(DISTINCT xmin::text) FROM gentracker.key WHERE service = '{_service}'"));
    }

    [Theory]
    [InlineData("acquire('s', all_of('T'), all_of('k'), all_of('n'), all_bytes(), all_true(), all_true()) WHERE status = 0")]
    [InlineData("checkpoint('s', 'T', 'n', 1, all_of('k'), all_ones(), all_bytes())")]
    [InlineData("release('s', all_of('T'), all_of('k'), all_of('n'), all_ones(), all_true(), all_bytes(), all_bytes()) WHERE done")]
    public async Task A_statement_reads_a_few_rows_for_each_of_its_keys_also_in_a_table_without_statistics(string call)
    {
        const int Keys = 300;
        string database = await fixture.Server.CreateDatabaseAsync();
        await using var store = new PostgresClusterStore(database, "s");
        await store.InitializeAsync(default);
        await GrantAsync(store, "n");
        await using Sql sql = await Sql.OpenAsync(database);
        await sql.RunAsync(
            $"""
            SET search_path = gentracker, public;
            CREATE FUNCTION all_of(t text) RETURNS text[] LANGUAGE sql
                AS 'SELECT array_agg(CASE t WHEN ''k'' THEN t || i ELSE t END) FROM generate_series(1, {Keys}) i';
            CREATE FUNCTION all_ones() RETURNS bigint[] LANGUAGE sql AS 'SELECT array_fill(1::bigint, ARRAY[{Keys}])';
            CREATE FUNCTION all_true() RETURNS boolean[] LANGUAGE sql AS 'SELECT array_fill(true, ARRAY[{Keys}])';
            CREATE FUNCTION all_bytes() RETURNS bytea[] LANGUAGE sql AS 'SELECT array_fill(''x''::bytea, ARRAY[{Keys}])';
            """);
        await sql.RunAsync("SELECT count(*) FROM acquire('s', all_of('T'), all_of('k'), all_of('n'), all_bytes(), all_true(), all_true())");

        await sql.RunAsync("BEGIN");
        long done = await sql.ReadAsync<long>($"SELECT count(*) FROM {call}");
        long read = await sql.ReadAsync<long>(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE schemaname = 'gentracker' AND relname = 'key'");
        await sql.RunAsync("COMMIT");

        Assert.Equal(Keys, done);
        Assert.InRange(read, Keys, Keys * 5);
    }

    [Fact]
    public async Task A_checkpoint_leaves_out_a_row_that_is_being_changed_and_waits_for_nobody()
    {
        PostgresClusterStore store = await CreateAsync();
        await GrantAsync(store, "n1");
        await AcquireAsync(store, "k", "n1");
        await AcquireAsync(store, "l", "n1");
        await using Sql sql = await Sql.OpenAsync(fixture.Server.GetConnectionString());
        await sql.RunAsync($"BEGIN; SELECT FROM gentracker.key WHERE service = '{_service}' AND key = 'k' FOR UPDATE");
        Checkpoint[] checkpoints = [new("k", 1, [1]), new("l", 1, [2])];

        Assert.Equal(["l"], await store.CheckpointAsync("T", "n1", 1, checkpoints, default));
        await sql.RunAsync("COMMIT");

        Assert.Equal(["k", "l"], (await store.CheckpointAsync("T", "n1", 2, checkpoints, default)).Order());
    }

    [Fact]
    public async Task Batches_of_several_nodes_in_opposite_orders_do_not_deadlock()
    {
        PostgresClusterStore first = await CreateAsync();
        PostgresClusterStore second = await CreateAsync();
        await GrantAsync(first, "n1");
        await GrantAsync(second, "n2");
        string[] keys = [.. Enumerable.Range(0, 200).Select(static number => $"k{number}")];

        for (var round = 0; round < 5; round++)
        {
            AcquireResult[] results = await Task.WhenAll(
            [
                .. keys.Select(key => AcquireAsync(first, key, "n1")),
                .. keys.Reverse().Select(key => AcquireAsync(second, key, "n2")),
            ]);
            Assert.Equal(keys.Length, results.Count(static result => result.Status == AcquireStatus.Acquired));
            await Task.WhenAll(results.Where(static result => result.Status == AcquireStatus.Acquired).Select(
                result => ReleaseAsync(first, result.Record!.Key, result.Record.Owner!, result.Record.Epoch)));
        }
    }

    [Fact]
    public async Task An_acquisition_waits_for_a_renewal_that_is_not_committed_although_the_lease_looks_over()
    {
        PostgresClusterStore store = await CreateAsync(application: "waits for renewal");
        await GrantAsync(store, "n1");
        await GrantAsync(store, "n2");
        await AcquireAsync(store, "k", "n1");
        await using Sql sql = await Sql.OpenAsync(fixture.Server.GetConnectionString());
        await EndLeaseAsync(sql, "n1");

        // It regains the lease, so that no time matters: one that came just before the end would look the same.
        await sql.RunAsync("BEGIN");
        Assert.True(await sql.ReadAsync<bool>($"SELECT gentracker.renew('{_service}', 'n1', 'c', interval '1 hour', false, true)"));
        await using Sql clock = await Sql.OpenAsync(fixture.Server.GetConnectionString());

        Task<AcquireResult> acquisition = AcquireAsync(store, "k", "n2");
        await clock.UntilBlockedAsync("waits for renewal", acquisition);
        Assert.False(acquisition.IsCompleted);
        await sql.RunAsync("COMMIT");

        Assert.Equal((AcquireStatus.OwnedByOther, "n1"), ((await acquisition).Status, (await acquisition).Record!.Owner));
    }

    [Fact]
    public async Task An_acquisition_that_waited_for_a_key_sees_the_renewals_of_that_time()
    {
        PostgresClusterStore store = await CreateAsync(application: "waits for key");
        await GrantAsync(store, "n1");
        await GrantAsync(store, "n2");
        await AcquireAsync(store, "k", "n1");
        await using Sql clock = await Sql.OpenAsync(fixture.Server.GetConnectionString());
        await EndLeaseAsync(clock, "n1");
        await using Sql sql = await Sql.OpenAsync(fixture.Server.GetConnectionString());
        await sql.RunAsync($"BEGIN; SELECT FROM gentracker.key WHERE service = '{_service}' AND key = 'k' FOR UPDATE");

        Task<AcquireResult> acquisition = AcquireAsync(store, "k", "n2");
        await clock.UntilBlockedAsync("waits for key", acquisition);
        Assert.True(await store.RenewAsync("n1", "c", Hour, LeaseRequest.Regain, default));
        await sql.RunAsync("COMMIT");

        Assert.Equal((AcquireStatus.OwnedByOther, "n1"), ((await acquisition).Status, (await acquisition).Record!.Owner));
    }

    [Fact]
    public async Task A_renewal_that_waited_for_a_lock_until_its_lease_was_over_is_refused()
    {
        PostgresClusterStore store = await CreateAsync(application: "waits for lock");
        await using Sql sql = await Sql.OpenAsync(fixture.Server.GetConnectionString());
        Assert.True(await store.RenewAsync("n1", "c", TimeSpan.FromMilliseconds(500), LeaseRequest.First, default));
        await sql.RunAsync("BEGIN");
        await sql.RunAsync($"SELECT FROM gentracker.node WHERE service = '{_service}' AND node = 'n1' FOR SHARE");

        Task<bool> renewal = store.RenewAsync("n1", "c", Hour, LeaseRequest.Renewal, default);
        await using Sql clock = await Sql.OpenAsync(fixture.Server.GetConnectionString());
        await clock.UntilBlockedAsync("waits for lock", renewal);
        await clock.UntilAsync($"(SELECT lease_until < clock_timestamp() FROM gentracker.node WHERE service = '{_service}' AND node = 'n1')");
        await sql.RunAsync("COMMIT");

        Assert.False(await renewal);
    }

    [Fact]
    public async Task An_acquisition_that_waited_for_the_deletion_of_its_row_starts_above_the_deleted_epoch()
    {
        PostgresClusterStore store = await CreateAsync(application: "waits for deletion");
        await GrantAsync(store, "n1");
        for (long epoch = 1; epoch <= 3; epoch++)
        {
            Assert.Equal(epoch, (await AcquireAsync(store, "k", "n1")).Record!.Epoch);
            Assert.True(await store.ReleaseAsync("T", "k", "n1", epoch, staysWanted: false, final: null, survivors: null, default));
        }

        await using Sql sql = await Sql.OpenAsync(fixture.Server.GetConnectionString());
        await sql.RunAsync("BEGIN");
        Assert.Equal(1, await sql.ReadAsync<int>($"SELECT gentracker.delete_ended('{_service}', interval '0', 100)"));
        Task<AcquireResult> acquisition = AcquireAsync(store, "k", "n1");
        await using Sql clock = await Sql.OpenAsync(fixture.Server.GetConnectionString());
        await clock.UntilBlockedAsync("waits for deletion", acquisition);
        await sql.RunAsync("COMMIT");

        Assert.Equal(4, (await acquisition).Record!.Epoch);
        Assert.Equal(4, (await AcquireAsync(store, "another", "n1")).Record!.Epoch);
    }

    [Fact]
    public async Task A_deletion_takes_more_rows_than_one_statement_does_and_leaves_those_of_others_alone()
    {
        PostgresClusterStore store = await CreateAsync();
        await GrantAsync(store, "n1");
        string[] keys = [.. Enumerable.Range(0, 1_100).Select(static number => $"k{number}")];
        await Task.WhenAll(keys.Select(key => AcquireAsync(store, key, "n1")));
        await Task.WhenAll(keys.Select(key => store.ReleaseAsync("T", key, "n1", 1, staysWanted: false, final: null, survivors: null, default)));
        await AcquireAsync(store, "owned", "n1", isWanted: false);
        await AcquireAsync(store, "wanted", "n1");

        Assert.Equal(0, await store.DeleteEndedAsync(Hour, default));
        Assert.Equal(1_100, await store.DeleteEndedAsync(TimeSpan.Zero, default));

        Assert.Equal(["owned", "wanted"], (await store.GetOwnedAsync("T", "n1", default)).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData('\0', "contains the character U+0000")]
    [InlineData('\ud800', "contains half of a surrogate pair")]
    public async Task A_key_that_cannot_be_stored_is_refused_by_name_and_harms_no_other_call(char letter, string problem)
    {
        string key = $"a{letter}b";
        PostgresClusterStore store = await CreateAsync();
        await GrantAsync(store, "n1");

        Task<AcquireResult> good = AcquireAsync(store, "good", "n1");
        var refusal = await Assert.ThrowsAsync<ClusterException>(() => AcquireAsync(store, key, "n1"));

        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(("T", key), (refusal.TrackerName, refusal.Key));
        Assert.Equal(AcquireStatus.Acquired, (await good).Status);
        await Assert.ThrowsAsync<ClusterException>(() => store.FindAsync("T", key, default));
    }

    [Fact]
    public async Task Keys_up_to_the_limit_are_stored_and_longer_ones_are_refused()
    {
        PostgresClusterStore store = await CreateAsync(service: RandomText(250));
        await store.InitializeAsync(default);
        await GrantAsync(store, "n1");
        var longest = new AcquireRequest { Tracker = RandomText(250), Key = RandomText(1_800), Node = "n1", Arguments = Arguments };

        Assert.Equal(AcquireStatus.Acquired, (await store.AcquireAsync(longest, default)).Status);
        var refusal = await Assert.ThrowsAsync<ClusterException>(() => store.AcquireAsync(longest with { Key = longest.Key + "x" }, default));

        Assert.Contains("takes 1801 bytes in UTF-8, and at most 1800 fit", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_that_look_alike_are_different_keys()
    {
        PostgresClusterStore store = await CreateAsync();
        await GrantAsync(store, "n1");
        string[] keys = ["a", "A", "a ", "ä", "a\u0308", "'; DROP SCHEMA gentracker CASCADE; --", "\u200b", "\ud83d\ude00"];

        foreach (string key in keys)
            Assert.Equal(1, (await AcquireAsync(store, key, "n1")).Record!.Epoch);

        Assert.Equal(keys.Order(StringComparer.Ordinal), (await store.GetOwnedAsync("T", "n1", default)).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Commits_are_durable_even_if_the_role_says_that_they_need_not_be()
    {
        await CreateAsync();
        await using Sql sql = await Sql.OpenAsync(fixture.Server.GetConnectionString());

        await sql.RunAsync("BEGIN; SET LOCAL synchronous_commit = off; SELECT gentracker.begin_step()");
        Assert.Equal("on", await sql.ReadAsync<string>("SHOW synchronous_commit"));
        await sql.RunAsync("ROLLBACK; BEGIN; SET LOCAL synchronous_commit = remote_apply; SELECT gentracker.begin_step()");
        Assert.Equal("remote_apply", await sql.ReadAsync<string>("SHOW synchronous_commit"));
    }

    [Theory]
    [InlineData(3, 256, "MaxConnections must be at least 4")]
    [InlineData(10, 0, "MaxBatch must be at least 1")]
    public void Options_that_cannot_be_are_refused_and_named(int maxConnections, int maxBatch, string message)
    {
        var options = new PostgresStoreOptions { MaxConnections = maxConnections, MaxBatch = maxBatch };

        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new PostgresClusterStore("Host=localhost", "s", options));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pool_has_the_size_of_the_options_whatever_the_connection_string_and_the_delegate_say()
    {
        var builders = new List<NpgsqlDataSourceBuilder>();
        await using var store = new PostgresClusterStore(
            fixture.Server.GetConnectionString() + ";Maximum Pool Size=90",
            _service,
            new PostgresStoreOptions
            {
                MaxConnections = 7,
                Configure = builder =>
                {
                    builder.ConnectionStringBuilder.MaxPoolSize = 80;
                    builders.Add(builder);
                },
            });

        Assert.Equal([2, 5], builders.Select(static builder => builder.ConnectionStringBuilder.MaxPoolSize));
    }

    private static Task<bool> GrantAsync(PostgresClusterStore store, string node) => store.RenewAsync(node, "c", Hour, LeaseRequest.First, default);

    private static Task<bool> ReleaseAsync(PostgresClusterStore store, string key, string node, long epoch) =>
        store.ReleaseAsync("T", key, node, epoch, staysWanted: true, final: null, survivors: null, default);

    private static Task<AcquireResult> AcquireAsync(PostgresClusterStore store, string key, string node, bool isWanted = true) =>
        store.AcquireAsync(new AcquireRequest { Tracker = "T", Key = key, Node = node, Arguments = Arguments, IsWanted = isWanted }, default);

    private Task EndLeaseAsync(Sql sql, string node) =>
        sql.RunAsync($"UPDATE gentracker.node SET lease_until = clock_timestamp() WHERE service = '{_service}' AND node = '{node}'");

    // Random, so that the server cannot compress it.
    private static string RandomText(int length) =>
        string.Create(length, new Random(length), static (text, random) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = (char)random.Next('!', '~');
        });

    private async Task<PostgresClusterStore> CreateAsync(PostgresStoreOptions? options = null, string? service = null, string application = "test")
    {
        var store = new PostgresClusterStore($"{fixture.Server.GetConnectionString()};Application Name={application}", service ?? _service, options);
        _stores.Add(store);
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }
}
