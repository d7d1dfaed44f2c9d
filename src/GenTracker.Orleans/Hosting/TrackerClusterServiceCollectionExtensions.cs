using System;
using System.ComponentModel;
using GenTracker;
using GenTracker.Orleans.Runtime;
using GenTracker.Runtime;
using Orleans;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds clustered classes to a client.</summary>
public static class TrackerClusterServiceCollectionExtensions
{
    /// <summary>Adds a clustered class to a client. The generated method, <c>AddLiveStreamClusterClient</c>, calls it.</summary>
    /// <typeparam name="TCluster">The generated cluster.</typeparam>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TChild">The tracked class.</typeparam>
    /// <typeparam name="TTracker">Its generated tracker.</typeparam>
    /// <param name="services">The services, with a client of Orleans.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IServiceCollection AddTrackerClusterClient<TCluster, TKey, TChild, TTracker>(this IServiceCollection services)
        where TCluster : class, IClusterFactory<TCluster, TKey, TChild, TTracker>
        where TKey : notnull
        where TChild : class, ITracked<TKey>
        where TTracker : Tracker<TKey, TChild>, ITrackerFactory<TTracker>
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton(static provider =>
            TCluster.Create(new ClusterConnection(provider.GetRequiredService<IClusterClient>(), TimeProvider.System), local: null));
    }
}
