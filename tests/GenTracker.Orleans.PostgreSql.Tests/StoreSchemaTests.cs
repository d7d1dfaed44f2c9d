using System;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using GenTracker.Orleans.Stores;
using GenTracker.Tests.Shared;
using Npgsql;
using Xunit;

namespace GenTracker.Orleans.PostgreSql.Tests;

/// <summary>The schema is made and updated at start, and what is wrong with the database is said by name.</summary>
[Collection(SharedServer.Name)]
public sealed class StoreSchemaTests(ServerFixture fixture)
{
    [Fact]
    public async Task A_database_of_an_older_version_is_updated_and_keeps_its_rows()
    {
        string database = await fixture.Server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await using Sql sql = await Sql.OpenAsync(database);
        await new StoreSchema(source).MigrateAsync(1, default);
        Assert.Equal(1, await sql.ReadAsync<int>("SELECT version FROM gentracker.schema_version"));
        await sql.RunAsync("INSERT INTO gentracker.key (service, tracker, key, epoch, wanted, arguments) VALUES ('s', 'T', 'k', 41, true, '\\x0102')");
        await using var store = new PostgresClusterStore(database, "s");

        await store.InitializeAsync(default);

        Assert.Equal(StoreSchema.Migrations.Count, await sql.ReadAsync<int>("SELECT version FROM gentracker.schema_version"));
        Assert.Equal(["k"], await store.GetOrphansAsync("T", 10, default));
        await store.RenewAsync("n", "c", TimeSpan.FromHours(1), LeaseRequest.First, default);
        AcquireResult acquired = await store.AcquireAsync(new AcquireRequest { Tracker = "T", Key = "k", Node = "n" }, default);
        Assert.Equal(42, acquired.Record!.Epoch);
        Assert.Equal([1, 2], acquired.Record.Arguments!);
    }

    [Fact]
    public async Task Many_nodes_that_start_at_once_make_the_schema_once()
    {
        string database = await fixture.Server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database + ";Maximum Pool Size=8");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new StoreSchema(source).InitializeAsync(default)));
        await new StoreSchema(source).InitializeAsync(default);

        await using Sql sql = await Sql.OpenAsync(database);
        Assert.Equal(1, await sql.ReadAsync<long>("SELECT count(*) FROM gentracker.schema_version"));
    }

    [Fact]
    public async Task A_database_of_a_later_version_is_refused_by_name()
    {
        string database = await fixture.Server.CreateDatabaseAsync();
        await using var store = new PostgresClusterStore(database, "s");
        await store.InitializeAsync(default);
        await using Sql sql = await Sql.OpenAsync(database);
        await sql.RunAsync("UPDATE gentracker.schema_version SET version = 99");

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => store.InitializeAsync(default));

        Assert.Contains("was updated to version 99 by a later version", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("Update this node.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_create_nothing_uses_a_schema_that_is_there_and_is_told_if_there_is_none()
    {
        string database = await fixture.Server.CreateDatabaseAsync();
        await using Sql sql = await Sql.OpenAsync(database);
        string role = "r" + Guid.NewGuid().ToString("N");
        await sql.RunAsync($"CREATE ROLE {role} LOGIN");
        string limited = $"{database};Username={role}";

        await using var without = new PostgresClusterStore(limited, "s");
        var refusal = await Assert.ThrowsAsync<ClusterException>(() => without.InitializeAsync(default));
        Assert.Contains("must be allowed to create the schema gentracker, or to use it if it was created before", refusal.Message, StringComparison.Ordinal);

        await using var owner = new PostgresClusterStore(database, "s");
        await owner.InitializeAsync(default);
        await sql.RunAsync($"GRANT USAGE ON SCHEMA gentracker TO {role}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA gentracker TO {role}");
        await using var store = new PostgresClusterStore(limited, "s");
        await store.InitializeAsync(default);
        Assert.True(await store.RenewAsync("n", "c", TimeSpan.FromHours(1), LeaseRequest.First, default));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named_without_the_password()
    {
        int port = FreePorts.Get();
        await using var store = new PostgresClusterStore($"Host=127.0.0.1;Port={port};Database=rooms;Username=app;Password=hunter2", "s");

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => store.InitializeAsync(default));

        Assert.StartsWith(
            $"The store in PostgreSQL (database rooms at 127.0.0.1:{port}) cannot be reached. Check the connection string",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_with_another_isolation_is_told_at_start()
    {
        string database = await fixture.Server.CreateDatabaseAsync();
        await using var store = new PostgresClusterStore(database + ";Options=-c default_transaction_isolation=serializable", "s");

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => store.InitializeAsync(default));

        Assert.Contains("must run at READ COMMITTED, and this one runs at SERIALIZABLE", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Set default_transaction_isolation of the role", refusal.Message, StringComparison.Ordinal);
    }
}
