using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Orleans.PostgreSql.Tests.Support;

/// <summary>The server that the tests of a collection share. Each test has a service of its own, or a database.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgresServer.StartNewAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
