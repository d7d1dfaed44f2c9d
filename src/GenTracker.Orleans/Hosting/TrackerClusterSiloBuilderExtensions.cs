using System;
using System.ComponentModel;
using System.Linq;
using GenTracker;
using GenTracker.Orleans;
using GenTracker.Orleans.Hosting;
using GenTracker.Orleans.Owning;
using GenTracker.Orleans.Runtime;
using GenTracker.Orleans.Stores;
using GenTracker.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Hosting;

/// <summary>Adds clustered classes and their store to a silo.</summary>
public static class TrackerClusterSiloBuilderExtensions
{
    /// <summary>
    /// Keeps owners and leases in the memory of this process, for development: what is in it ends with the process, and silos of other processes do not see it.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="store">The store, if silos of this process share one. If <see langword="null"/>, a new one.</param>
    /// <returns>The same silo.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="silo"/> is null.</exception>
    public static ISiloBuilder UseMemoryTrackerStore(this ISiloBuilder silo, MemoryClusterStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.AddSingleton<IClusterStore>(services =>
            store ?? new MemoryClusterStore(services.GetRequiredService<IOptions<TrackerClusterOptions>>().Value.TimeProvider));
        return silo;
    }

    /// <summary>
    /// Lets tools on this node, as the dashboard, see the children of all nodes: for each clustered class there is one more <see cref="ITrackerMonitor"/>,
    /// named as <c>LiveStream (all nodes)</c>, whose first attribute is the node of a child. Its queries and finds wait for the other nodes, for at most two
    /// seconds, and nodes that do not answer are left out. The ends that it lists are those of this node.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <returns>The same silo.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="silo"/> is null.</exception>
    public static ISiloBuilder AddTrackerClusterMonitors(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        if (silo.Services.Any(static service => service.ServiceType == typeof(ClusterMonitors)))
            return silo;
        silo.Services.AddSingleton<ClusterMonitors>();
        string[] names =
        [
            .. silo.Services
                .Where(static service => service.IsKeyedService && service.ServiceType == typeof(IClusterNode))
                .Select(static service => (string)service.ServiceKey!),
        ];
        foreach (string name in names)
            AddMonitor(silo.Services, name);
        return silo;
    }

    /// <summary>Adds a clustered class to a node. The generated method, <c>AddLiveStreamCluster</c>, calls it.</summary>
    /// <typeparam name="TCluster">The generated cluster.</typeparam>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TChild">The tracked class.</typeparam>
    /// <typeparam name="TTracker">Its generated tracker.</typeparam>
    /// <param name="silo">The silo.</param>
    /// <param name="configure">Configures the node's tracker.</param>
    /// <returns>The same silo.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="silo"/> is null.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static ISiloBuilder AddTrackerCluster<TCluster, TKey, TChild, TTracker>(this ISiloBuilder silo, Action<TrackerOptions>? configure = null)
        where TCluster : class, IClusterFactory<TCluster, TKey, TChild, TTracker>
        where TKey : notnull
        where TChild : class, ITracked<TKey>
        where TTracker : Tracker<TKey, TChild>, ITrackerFactory<TTracker>
    {
        ArgumentNullException.ThrowIfNull(silo);
        IServiceCollection services = silo.Services;
        AddNode(silo);
        OptionsBuilder<TrackerOptions> options = services.AddOptions<TrackerOptions>(TTracker.TrackerName);
        if (configure is not null)
            options.Configure(configure);
        if (services.Any(static service => service.ServiceType == typeof(TCluster)))
            return silo;

        services.AddSingleton(new HostedClass(TCluster.Binding.GrainType, TCluster.Binding.TrackerName));

        // Not AddTracker: the host would close the tracker when it begins to stop, before its keys are handed over.
        services.TryAddSingleton(static provider => TTracker.Create(
            provider.GetRequiredService<IOptionsMonitor<TrackerOptions>>().Get(TTracker.TrackerName), provider, provider.GetService<ILoggerFactory>()));
        services.AddSingleton(static provider => ((ITracker)provider.GetRequiredService<TTracker>()).Monitor);
        services.AddSingleton(static provider => new TrackerNode<TKey, TChild, TTracker>(
            provider.GetRequiredService<TTracker>(),
            TCluster.Binding,
            provider.GetRequiredService<IOptionsMonitor<TrackerOptions>>().Get(TTracker.TrackerName),
            provider.GetRequiredService<TrackerClusterOptions>(),
            provider.GetRequiredService<IClusterStore>(),
            provider.GetRequiredService<NodeLease>(),
            provider.GetRequiredService<IMembers>(),
            provider.GetRequiredService<Serializer>(),
            provider.GetRequiredService<ILogger<TTracker>>()));
        services.AddSingleton<IClusterNode>(static provider => provider.GetRequiredService<TrackerNode<TKey, TChild, TTracker>>());
        services.AddKeyedSingleton<IClusterNode>(
            TCluster.Binding.TrackerName, static (provider, _) => provider.GetRequiredService<TrackerNode<TKey, TChild, TTracker>>());
        if (services.Any(static service => service.ServiceType == typeof(ClusterMonitors)))
            AddMonitor(services, TCluster.Binding.TrackerName);
        services.AddSingleton(static provider => TCluster.Create(
            new ClusterConnection(provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<TrackerClusterOptions>().TimeProvider),
            provider.GetRequiredService<TTracker>()));
        return silo;
    }

    private static void AddMonitor(IServiceCollection services, string name) =>
        services.AddSingleton<ITrackerMonitor>(provider => new ClusterMonitor(
            provider.GetRequiredKeyedService<IClusterNode>(name).Monitor,
            provider.GetRequiredService<NodeLease>().Node,
            provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<IMembers>(),
            provider.GetRequiredService<TrackerClusterOptions>().TimeProvider));

    private static void AddNode(ISiloBuilder silo)
    {
        IServiceCollection services = silo.Services;
        if (services.Any(static service => service.ServiceType == typeof(NodeLease)))
            return;
        services.AddOptions<TrackerClusterOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TrackerClusterOptions>, TrackerClusterOptionsValidator>());
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<TrackerClusterOptions>>().Value);
        services.AddSingleton<ClassCatalog>();
        services.AddSingleton<IMembers, Members>();
        services.AddSingleton(static provider => new NodeLease(
            provider.GetService<IClusterStore>() ?? throw new ClusterException(
                "The silo has no store for its clustered classes. Call UsePostgresTrackerStore, or UseMemoryTrackerStore for development, on the silo's "
                    + "builder.",
                trackerName: null),
            provider.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString(),
            provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId,
            provider.GetRequiredService<TrackerClusterOptions>(),
            provider.GetRequiredService<ILogger<NodeLease>>()));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => ActivatorUtilities.CreateInstance<ClusterLifecycle>(provider));
        silo.AddPlacementDirector<AtOwnerPlacement, AtOwnerDirector>().AddPlacementDirector<OnNodePlacement, OnNodeDirector>();
    }

    // Registered if tools see the children of all nodes.
    private sealed class ClusterMonitors;
}
