using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using GenTracker.Orleans.Processes.Tests.Support;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace GenTracker.Cluster;

/// <summary>Nodes in processes of their own, a client in this one, and a database of their own on a server.</summary>
internal sealed class MeasuredCluster : IAsyncDisposable
{
    private readonly IHost _client;
    private readonly TcpProxy? _storeOfLost;

    private MeasuredCluster(string database, IHost client, TcpProxy? storeOfLost)
    {
        Database = NpgsqlDataSource.Create(database);
        (_client, _storeOfLost) = (client, storeOfLost);
    }

    public List<RunningProgram> Nodes { get; } = [];

    public NpgsqlDataSource Database { get; }

    /// <summary>The node that something happens to. The first node keeps the membership, so it is another one.</summary>
    public RunningProgram Lost => Nodes[1];

    public static async Task<MeasuredCluster> StartAsync(PostgresServer server, NodeSettings settings, bool hasStoreCut = false)
    {
        string database = await server.CreateDatabaseAsync();
        TcpProxy? proxy = hasStoreCut ? new TcpProxy(server.Port) : null;
        int[] ports = FreePorts.Get(6);
        var cluster = new MeasuredCluster(database, Node.BuildClient(ports[1]), proxy);
        try
        {
            await using (NpgsqlCommand schema = cluster.Database.CreateCommand(TickWriter.Schema))
                await schema.ExecuteNonQueryAsync();
            for (var i = 0; i < 3; i++)
            {
                cluster.Nodes.Add(await Node.StartProcessAsync(settings with
                {
                    Name = GetName(i),
                    SiloPort = ports[2 * i],
                    GatewayPort = ports[(2 * i) + 1],
                    PrimaryPort = ports[0],
                    Ticks = database,
                    Store = i == 1 && proxy is not null ? new NpgsqlConnectionStringBuilder(database) { Port = proxy.Port }.ConnectionString : database,
                }));
            }

            await cluster._client.StartAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public static string GetName(int index) => $"node{index}";

    public TCluster Get<TCluster>()
        where TCluster : notnull => _client.Services.GetRequiredService<TCluster>();

    /// <summary>Lets nothing pass between the lost node and the store any more. What its children write passes.</summary>
    public void CutStore() => _storeOfLost!.Cut();

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        _client.Dispose();
        await Task.WhenAll(Nodes.Select(static node => node.DisposeAsync().AsTask()));
        await Database.DisposeAsync();
        if (_storeOfLost is not null)
            await _storeOfLost.DisposeAsync();
    }
}
