using System;
using System.Threading.Tasks;
using GenTracker.Orleans.Node;
using GenTracker.Orleans.Processes.Tests.Support;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Orleans.Processes.Tests;

/// <summary>What a node says that cannot start.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_node_whose_store_cannot_be_reached_does_not_start_and_says_which_store_without_the_password()
    {
        int[] ports = FreePorts.Get(3);
        string connectionString = $"Host=127.0.0.1;Port={ports[2]};Database=rooms;Username=app;Password=hunter2";

        var settings = new NodeSettings { Name = "node0", SiloPort = ports[0], GatewayPort = ports[1], PrimaryPort = ports[0], Store = connectionString };
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => NodeProcess.StartAsync(settings));

        Assert.Contains($"The store in PostgreSQL (database rooms at 127.0.0.1:{ports[2]}) cannot be reached.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }
}
