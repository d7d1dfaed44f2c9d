using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using GenTracker.Orleans.Stores;
using GenTracker.Orleans.Tests.Stores;
using Xunit;

namespace GenTracker.Orleans.PostgreSql.Tests;

/// <summary>The contract of all stores, with the store in PostgreSQL. Each test has a service of its own.</summary>
[Collection(SharedServer.Name)]
public sealed class PostgresContractTests(ServerFixture fixture) : ClusterStoreContract, IAsyncLifetime
{
    private readonly string _service = Guid.NewGuid().ToString("N");
    private readonly List<PostgresClusterStore> _stores = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (PostgresClusterStore store in _stores)
            await store.DisposeAsync();
    }

    protected override async Task<IClusterStore> CreateAsync()
    {
        var store = new PostgresClusterStore(fixture.Server.GetConnectionString(), _service);
        _stores.Add(store);
        await store.InitializeAsync(default);
        return store;
    }

    /// <summary>The clock of a server cannot be set. What it is compared with goes back instead.</summary>
    protected override async Task AdvanceAsync(IClusterStore store, TimeSpan time)
    {
        await using Sql sql = await Sql.OpenAsync(fixture.Server.GetConnectionString());
        string back = $"interval '{time.TotalMicroseconds.ToString("F0", CultureInfo.InvariantCulture)} microseconds' WHERE service = '{_service}'";
        await sql.RunAsync($"UPDATE gentracker.node SET lease_until = lease_until - {back}; UPDATE gentracker.key SET changed_at = changed_at - {back}");
    }
}
