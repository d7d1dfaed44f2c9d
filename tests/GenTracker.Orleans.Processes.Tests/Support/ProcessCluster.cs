using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Orleans.Node;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using StackExchange.Redis;
using Condition = GenTracker.Tests.Shared.Condition;

namespace GenTracker.Orleans.Processes.Tests.Support;

/// <summary>Nodes in processes of their own, a client in this one, and the database in which the children write.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    /// <summary>Counts the ticks of an incarnation after one of a higher incarnation of the key.</summary>
    public const string Late = "SELECT count(*) FROM word w WHERE word = 'tick' AND EXISTS (SELECT FROM word n WHERE n.key = w.key AND n.id < w.id "
        + "AND n.incarnation > w.incarnation)";

    /// <summary>Counts the handed over keys whose next word does not go on from the count of the termination callback.</summary>
    public const string NotInherited = "SELECT count(*) FROM word l WHERE l.word = 'Moved' "
        + "AND l.ticks <> (SELECT n.ticks FROM word n WHERE n.key = l.key AND n.id > l.id ORDER BY n.id LIMIT 1)";

    /// <summary>Counts the children of keys that were taken over or moved, and that have begun with nothing.</summary>
    public const string FromNothing = "SELECT count(*) FROM (SELECT DISTINCT ON (key, incarnation >> 24) incarnation >> 24 AS epoch, ticks FROM word "
        + "ORDER BY key, incarnation >> 24, id) AS first WHERE epoch > 1 AND ticks = 0";

    /// <summary>Who runs each key: the node of the last accepted word, if that is a tick.</summary>
    private const string Running =
        "(SELECT DISTINCT ON (key) key, incarnation, node, word FROM word WHERE accepted ORDER BY key, id DESC) AS running WHERE word = 'tick'";

    private readonly PostgresServer _server;
    private readonly string _database;
    private readonly RedisServer? _redis;
    private readonly ClusterSetup _setup;
    private readonly List<NodeProcess> _nodes = [];
    private readonly Dictionary<string, TcpProxy> _peerProxies = [];
    private readonly Dictionary<string, TcpProxy> _storeProxies = [];
    private readonly IHost _client;
    private readonly List<IHost> _otherClients = [];
    private readonly int _gatewayPort;
    private int _primaryPort;

    private ProcessCluster(PostgresServer server, string database, RedisServer? redis, ClusterSetup setup, Sql sql, int[] primaryPorts)
    {
        _server = server;
        _database = database;
        _redis = redis;
        _setup = setup;
        (_primaryPort, _gatewayPort) = (primaryPorts[0], primaryPorts[1]);
        _client = BuildClient(static services => services.AddTickerClusterClient());
        Sql = sql;
    }

    public Sql Sql { get; }

    /// <summary>The nodes. Without Redis, the first one keeps the membership, and is lost only with all of them.</summary>
    public IReadOnlyList<NodeProcess> Nodes => _nodes;

    public TickerCluster Tickers => _client.Services.GetRequiredService<TickerCluster>();

    /// <summary>Starts the nodes of a setup, and a client.</summary>
    /// <param name="server">The server, on which the cluster gets a database of its own.</param>
    /// <param name="setup">How the nodes are.</param>
    public static async Task<ProcessCluster> StartAsync(PostgresServer server, ClusterSetup? setup = null)
    {
        setup ??= new ClusterSetup();
        string database = await server.CreateDatabaseAsync();
        RedisServer? redis = setup.UsesRedis ? await RedisServer.StartNewAsync() : null;
        Sql sql = await Sql.OpenAsync(database);
        await sql.RunAsync(TickTable.Schema);
        int[] ports = FreePorts.Get(2);
        var cluster = new ProcessCluster(server, database, redis, setup, sql, ports);
        try
        {
            await cluster.StartNodesAsync(setup.Programs, ports);
            await cluster._client.StartAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts three nodes more, with a membership of their own: those before are lost.</summary>
    public Task StartNodesAsync()
    {
        int[] ports = FreePorts.Get(2);
        _primaryPort = ports[0];
        return StartNodesAsync(new ClusterSetup().Programs, ports);
    }

    /// <summary>Starts a node more.</summary>
    public async Task<NodeProcess> StartNodeAsync(string program = NodeProcess.Program)
    {
        NodeProcess node = await StartNodeAsync(_nodes.Count, program, FreePorts.Get(2));
        _nodes.Add(node);
        return node;
    }

    /// <summary>Lets nothing pass between a node and the others any more. It reaches the store, Redis and the client.</summary>
    public void CutPeers(NodeProcess node)
    {
        _peerProxies[node.Name].Cut();
        foreach (TcpProxy other in _peerProxies.Values)
            other.Cut(node.Name);
    }

    /// <summary>Lets nothing pass between a node and the store any more. What its children write passes.</summary>
    public void CutStore(NodeProcess node) => _storeProxies[node.Name].Cut();

    /// <summary>Starts another client.</summary>
    public async Task<IServiceProvider> ConnectAsync(Action<IServiceCollection> configure)
    {
        IHost client = BuildClient(configure);
        _otherClients.Add(client);
        await client.StartAsync();
        return client.Services;
    }

    /// <summary>Opens keys, and returns when all of them run, on all nodes.</summary>
    public async Task OpenAsync(int count)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(index => Tickers.FindOrOpenAsync($"k{index}").AsTask()));
        await WhenRunningAsync(count);

        // Where a key goes is chance, and a node that has just joined gets none until the others know its classes. So another key comes in place of one of a
        // node that has more.
        for (int extra = 0; await FindCrowdedAsync() is { } crowded; extra++)
        {
            await Tickers.StopAsync(crowded);
            await Tickers.FindOrOpenAsync($"extra{extra}");
            await WhenRunningAsync(count);
        }
    }

    /// <summary>Returns when so many keys run, none of them on a node that is named.</summary>
    public Task WhenRunningAsync(int count, string lost = "") => Sql.UntilAsync($"(SELECT count(*) FROM {Running} AND node <> '{lost}') = {count}");

    /// <summary>Returns when so many keys run on these nodes.</summary>
    public Task WhenRunningOnAsync(int count, params NodeProcess[] nodes) =>
        Sql.UntilAsync($"(SELECT count(*) FROM {Running} AND node IN ({string.Join(", ", nodes.Select(static node => $"'{node.Name}'"))})) = {count}");

    /// <summary>Returns when what survives of each key was written to the store twice, so that it has counted something.</summary>
    public async Task WhenCheckpointedAsync()
    {
        await Sql.UntilAsync("NOT EXISTS (SELECT FROM gentracker.key WHERE wanted AND survivors IS NULL)");
        await Sql.RunAsync("CREATE TABLE checkpoint AS SELECT key, survivors FROM gentracker.key WHERE wanted");
        await Sql.UntilAsync("NOT EXISTS (SELECT FROM gentracker.key k JOIN checkpoint c ON k.key = c.key AND k.survivors = c.survivors)");
    }

    /// <summary>Returns when each of these keys has written since.</summary>
    public async Task WhenWrittenAsync(IEnumerable<string> keys)
    {
        long now = await Sql.ReadAsync<long>("SELECT max(id) FROM word");
        foreach (string key in keys)
            await Sql.UntilAsync($"EXISTS (SELECT FROM word WHERE key = '{key}' AND accepted AND id > {now})");
    }

    /// <summary>Returns when the cluster counts so many children.</summary>
    public Task WhenCountedAsync(int count) => Condition.WaitForAsync(TryCountAsync, seen => seen == count, what: $"{count} children");

    /// <summary>The incarnation of each key that runs on a node.</summary>
    public async Task<Dictionary<string, long>> GetRunningAsync(string node)
    {
        string[] rows = await Sql.ReadAsync<string[]>(
            $"SELECT coalesce(array_agg(key || ' ' || incarnation), ARRAY[]::text[]) FROM {Running} AND node = '{node}'");
        return rows.Select(static row => row.Split(' ')).ToDictionary(
            static row => row[0], static row => long.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHost client in (IHost[])[_client, .. _otherClients])
        {
            await client.StopAsync();
            client.Dispose();
        }

        foreach (NodeProcess node in Nodes)
            await node.DisposeAsync();
        foreach (TcpProxy proxy in (TcpProxy[])[.. _peerProxies.Values, .. _storeProxies.Values])
            await proxy.DisposeAsync();
        await Sql.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    // Null if a node that still counts as a member does not answer: the call may be repeated.
    private async Task<int?> TryCountAsync()
    {
        try
        {
            return await Tickers.CountAsync();
        }
        catch (ClusterException)
        {
            return null;
        }
    }

    // A key of the node that has most, if another one has none.
    private async Task<string?> FindCrowdedAsync()
    {
        List<Dictionary<string, long>> running = [];
        foreach (NodeProcess node in Nodes)
            running.Add(await GetRunningAsync(node.Name));
        return running.Exists(static keys => keys.Count == 0) ? running.MaxBy(static keys => keys.Count)!.Keys.First() : null;
    }

    private IHost BuildClient(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleansClient(client =>
        {
            if (_redis is null)
            {
                client.UseLocalhostClustering(_gatewayPort);
                return;
            }

            client.UseRedisClustering(options => options.ConfigurationOptions = new ConfigurationOptions { EndPoints = { { "127.0.0.1", _redis.Port } } })
                .Configure<GatewayOptions>(static options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
        });
        configure(builder.Services);
        return builder.Build();
    }

    // The first one keeps the membership, if Redis does not, and the others need not wait for each other.
    private async Task StartNodesAsync(IReadOnlyList<string> programs, int[] primaryPorts)
    {
        _nodes.Add(await StartNodeAsync(_nodes.Count, programs[0], primaryPorts));
        int count = _nodes.Count;
        int[] ports = FreePorts.Get(2 * (programs.Count - 1));
        Task<NodeProcess>[] starts =
        [
            .. programs.Skip(1).Select((program, index) => StartNodeAsync(count + index, program, [ports[2 * index], ports[(2 * index) + 1]])),
        ];
        await ((Task)Task.WhenAll(starts)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Those that have started are ended with the cluster, also if one has not.
        foreach (Task<NodeProcess> start in starts.OrderBy(static start => start.IsFaulted))
            _nodes.Add(await start);
    }

    private Task<NodeProcess> StartNodeAsync(int index, string program, int[] ports)
    {
        string name = $"node{index}";
        int? listeningPort = null;
        int siloPort = ports[0];
        if (_setup.HasPeerProxies)
        {
            listeningPort = siloPort;
            _peerProxies.Add(name, new TcpProxy(siloPort, hearsNames: true));
            siloPort = _peerProxies[name].Port;
        }

        var store = new NpgsqlConnectionStringBuilder(_database);
        if (_setup.HasStoreProxies)
        {
            _storeProxies.Add(name, new TcpProxy(_server.Port));
            store.Port = _storeProxies[name].Port;
        }

        return NodeProcess.StartAsync(
            new NodeSettings
            {
                Name = name,
                SiloPort = siloPort,
                ListeningPort = listeningPort,
                GatewayPort = ports[1],
                PrimaryPort = _primaryPort,
                RedisPort = _redis?.Port,
                IsBlind = name == _setup.Blind,
                Store = store.ConnectionString,
                Words = _database,
            },
            program);
    }
}
