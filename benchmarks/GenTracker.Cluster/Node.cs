using System;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Threading.Tasks;
using GenTracker.Orleans;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;

namespace GenTracker.Cluster;

/// <summary>What a node is started with.</summary>
internal sealed record NodeSettings
{
    public string Name { get; init; } = "";

    public int SiloPort { get; init; }

    public int GatewayPort { get; init; }

    public int PrimaryPort { get; init; }

    /// <summary>Where the store is, and where the children write.</summary>
    public string Store { get; init; } = "";

    public string Ticks { get; init; } = "";

    public int TickMilliseconds { get; init; } = 100;

    /// <summary>Whether Orleans finds lost nodes fast and the lease is short, or all is as it is by default.</summary>
    public bool IsTuned { get; init; }

    /// <summary>Whether the process stands still for longer than a lease lasts, as in a collection of a heap that is measured.</summary>
    public bool HasLongLease { get; init; }

    public TimeSpan CheckpointPeriod { get; init; } = new TrackerClusterOptions().CheckpointPeriod;

    public string[] ToArguments() =>
    [
        $"--{nameof(Name)}={Name}",
        $"--{nameof(SiloPort)}={Format(SiloPort)}",
        $"--{nameof(GatewayPort)}={Format(GatewayPort)}",
        $"--{nameof(PrimaryPort)}={Format(PrimaryPort)}",
        $"--{nameof(Store)}={Store}",
        $"--{nameof(Ticks)}={Ticks}",
        $"--{nameof(TickMilliseconds)}={Format(TickMilliseconds)}",
        $"--{nameof(IsTuned)}={IsTuned}",
    ];

    private static string Format(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A node of the measured cluster, as a host of this process or as a process of its own.</summary>
internal static class Node
{
    public static async Task RunAsync(string[] arguments)
    {
        NodeSettings settings = new ConfigurationBuilder().AddCommandLine(arguments).Build().Get<NodeSettings>()!;
        using IHost host = Build(settings);
        await host.StartAsync();
        Console.WriteLine("READY");
        await host.WaitForShutdownAsync();
    }

    /// <summary>Starts a node as a process, and returns when it is a part of its cluster.</summary>
    public static async Task<RunningProgram> StartProcessAsync(NodeSettings settings)
    {
        RunningProgram program = RunningProgram.Start("dotnet", [Assembly.GetExecutingAssembly().Location, "node", .. settings.ToArguments()]);
        await program.PrintsAsync("READY");
        return program;
    }

    public static IHost Build(NodeSettings settings)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(_ => new TickWriter(settings.Ticks, settings.Name, TimeSpan.FromMilliseconds(settings.TickMilliseconds)));
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, new IPEndPoint(IPAddress.Loopback, settings.PrimaryPort))
                .UsePostgresTrackerStore(settings.Store)
                .AddTickerCluster(static options => options.Restart = RestartPolicy.Permanent)
                .AddMeterCluster(static options => options.Restart = RestartPolicy.Permanent)
                .AddTallyCluster(static options => options.Restart = RestartPolicy.Permanent)
                .Configure<TrackerClusterOptions>(options => options.CheckpointPeriod = settings.CheckpointPeriod);
            if (settings.IsTuned)
                Tune(silo);
            else if (settings.HasLongLease)
                silo.Configure<TrackerClusterOptions>(static options => options.Lease = TimeSpan.FromMinutes(10));
        });
        return builder.Build();
    }

    public static IHost BuildClient(int gatewayPort)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort));
        builder.Services.AddTickerClusterClient();
        builder.Services.AddMeterClusterClient();
        return builder.Build();
    }

    private static void Tune(ISiloBuilder silo) => silo
        .Configure<ClusterMembershipOptions>(static options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(1);
            options.NumMissedProbesLimit = 2;
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        })
        .Configure<TrackerClusterOptions>(static options =>
        {
            options.Lease = TimeSpan.FromSeconds(5);
            options.StopMargin = TimeSpan.FromSeconds(1);
        });
}
