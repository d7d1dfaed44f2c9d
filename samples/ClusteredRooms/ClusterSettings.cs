using System;
using System.Linq;
using System.Net;
using ClusteredRooms.Nodes;
using GenTracker;
using GenTracker.Orleans;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Hosting;
using StackExchange.Redis;

namespace ClusteredRooms;

/// <summary>Where the nodes find each other, and where they keep who owns which room.</summary>
/// <param name="Redis">The Redis server that has the membership, as <c>127.0.0.1:6379</c>; null: the first node has it.</param>
/// <param name="Postgres">The connection string of the PostgreSQL database that has the owners; null: the memory of this process.</param>
/// <param name="Port">The port of the first silo. Those of the others follow, and then the ports for clients.</param>
/// <param name="Lease">How many seconds the others wait for a node that does not answer.</param>
public sealed record ClusterSettings(string? Redis, string? Postgres, int Port, int Lease)
{
    /// <summary>The number of nodes.</summary>
    public const int Count = 3;

    private const string ClusterName = "rooms";

    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether each node is a process of its own. Without servers outside, only silos of one process can share a store.</summary>
    public bool HasProcesses => Redis is not null;

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidOperationException">One of the two servers is missing.</exception>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        ClusterSettings settings = new(
            configuration["Redis"], configuration["Postgres"], configuration.GetValue("Port", 11_111), configuration.GetValue("Lease", 5));
        return (settings.Redis is null) == (settings.Postgres is null)
            ? settings
            : throw new InvalidOperationException(
                "Node processes need both: --Redis HOST:PORT, in which they find each other, and --Postgres CONNECTION, which keeps who owns which room.");
    }

    /// <summary>Makes a silo the node of a number, from 0.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="number">The number.</param>
    /// <param name="store">The store, if the nodes are silos of this process.</param>
    public void Configure(ISiloBuilder silo, int number, IClusterStore? store = null)
    {
        silo.Services.AddSingleton(TimeProvider.System);
        silo.Services.AddSingleton(new NodeName(NameOf(number)));
        if (HasProcesses)
        {
            silo.UseRedisClustering(Configure)
                .Configure<ClusterOptions>(Configure)
                .ConfigureEndpoints(IPAddress.Loopback, Port + number, GatewayOf(number))
                .UsePostgresTrackerStore(Postgres!);
        }
        else
        {
            silo.UseLocalhostClustering(Port + number, GatewayOf(number), new IPEndPoint(IPAddress.Loopback, Port), ClusterName, ClusterName);
            silo.Services.AddSingleton(store!);
        }

        TimeSpan lease = TimeSpan.FromSeconds(Lease), margin = lease / 5;
        silo.AddRoomCluster(tracker => (tracker.Restart, tracker.StopTimeout) = (RestartPolicy.Transient, margin));

        // As in the client: a node answers one who waits for events before its call times out.
        silo.Configure<SiloMessagingOptions>(static messaging => messaging.ResponseTimeout = ResponseTimeout);

        // A node that is killed is missed after about two seconds, and its rooms come back when its lease is over.
        silo.Configure<TrackerClusterOptions>(cluster => (cluster.Lease, cluster.StopMargin) = (lease, margin));
        silo.Configure<ClusterMembershipOptions>(static membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 2;
            membership.TableRefreshTimeout = ResponseTimeout;
            membership.IAmAliveTablePublishTimeout = ResponseTimeout;
        });
    }

    /// <summary>Makes a client one of these nodes.</summary>
    public void Configure(IClientBuilder client)
    {
        if (HasProcesses)
            client.UseRedisClustering(Configure).Configure<ClusterOptions>(Configure);
        else
            client.UseLocalhostClustering([.. Enumerable.Range(0, Count).Select(GatewayOf)], ClusterName, ClusterName);

        // A call to a node that was killed ends after this time. Then it may be repeated, if it is one that may be made twice.
        client.Configure<ClientMessagingOptions>(static messaging => messaging.ResponseTimeout = ResponseTimeout);
    }

    /// <summary>The name of the node of a number, from 0.</summary>
    public static string NameOf(int number) => $"node-{number + 1}";

    private int GatewayOf(int number) => Port + Count + number;

    private static void Configure(ClusterOptions options) => options.ClusterId = options.ServiceId = ClusterName;

    private void Configure(RedisClusteringOptions options) => options.ConfigurationOptions = ConfigurationOptions.Parse(Redis!);
}
