using System;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using GenTracker;
using GenTracker.Orleans;
using GenTracker.Orleans.Node;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Hosting;
using StackExchange.Redis;

// A node of a cluster on loopback. Its membership is kept by Redis, or by the primary node, which then must not be killed.
NodeSettings settings = NodeSettings.Parse(args);
HostApplicationBuilder builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton(_ => new TickTable(settings.Words, settings.Name));
builder.UseOrleans(silo =>
{
    if (settings.RedisPort is { } redisPort)
        silo.UseRedisClustering(options => options.ConfigurationOptions = new ConfigurationOptions { EndPoints = { { "127.0.0.1", redisPort } } });
    else
        silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, new IPEndPoint(IPAddress.Loopback, settings.PrimaryPort));
    silo.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = IPAddress.Loopback;
            (options.SiloPort, options.GatewayPort) = (settings.SiloPort, settings.GatewayPort);
            options.SiloListeningEndpoint = new IPEndPoint(IPAddress.Loopback, settings.ListeningPort ?? settings.SiloPort);
        })
        .Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(2);
            options.NumMissedProbesLimit = 3;
            options.TableRefreshTimeout = settings.IsBlind ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(3);
            options.LivenessEnabled = !settings.IsBlind;
        })
        .Configure<TrackerClusterOptions>(static options =>
        {
            // A renewal is late by seven seconds before a node on a busy machine loses it.
            options.Lease = TimeSpan.FromSeconds(15);
            options.StopMargin = TimeSpan.FromSeconds(3);
            options.SweepPeriod = TimeSpan.FromSeconds(1);
            options.CheckpointPeriod = TimeSpan.FromSeconds(0.5);
            options.ExitTimeout = TimeSpan.FromSeconds(5);
        })
        .UsePostgresTrackerStore(settings.Store, static options => options.MaxConnections = 6)
        .AddTickerCluster(static options => options.Restart = RestartPolicy.Permanent);
    if (settings.ListeningPort is not null)
        silo.Configure<SiloConnectionOptions>(options => options.ConfigureSiloOutboundConnection(connection => connection.Use(SayName)));
});
using IHost host = builder.Build();
await host.StartAsync();
Console.WriteLine("READY");
await host.WaitForShutdownAsync();

// The proxy before each node wants to know who connects.
ConnectionDelegate SayName(ConnectionDelegate next) => async connection =>
{
    await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(settings.Name + '\n'));
    await next(connection);
};
