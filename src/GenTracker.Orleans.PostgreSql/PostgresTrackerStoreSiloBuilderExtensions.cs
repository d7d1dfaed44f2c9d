using System;
using GenTracker.Orleans.PostgreSql;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Keeps the rows of clustered classes in PostgreSQL.</summary>
public static class PostgresTrackerStoreSiloBuilderExtensions
{
    /// <summary>
    /// Makes PostgreSQL the store of all clustered classes of the silo. The silo creates or updates the schema <c>gentracker</c> when it starts, and does not
    /// start if it cannot. The rows belong to the ServiceId of the silo.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="connectionString">The connection string, as Npgsql takes it.</param>
    /// <param name="configure">Configures the store.</param>
    /// <returns>The same silo.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is empty.</exception>
    public static ISiloBuilder UsePostgresTrackerStore(this ISiloBuilder silo, string connectionString, Action<PostgresStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var options = new PostgresStoreOptions();
        configure?.Invoke(options);
        silo.Services.AddSingleton<IClusterStore>(
            provider => new PostgresClusterStore(connectionString, provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId, options));
        return silo;
    }
}
