using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using Xunit;

namespace GenTracker.Orleans.Processes.Tests.Support;

/// <summary>The server of all clusters of this test run: each has a database of its own.</summary>
public sealed class DatabaseServer : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgresServer.StartNewAsync(maxConnections: 80);

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDatabaseServer : ICollectionFixture<DatabaseServer>
{
    public const string Name = nameof(SharedDatabaseServer);
}
