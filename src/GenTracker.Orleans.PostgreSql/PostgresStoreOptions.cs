using System;
using Npgsql;

namespace GenTracker.Orleans.PostgreSql;

/// <summary>Options of a store in PostgreSQL. The store copies them. Instances are not thread-safe.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>
    /// Maximum number of connections that the store opens, whatever the connection string says: two for leases, which never wait for other work, and the rest
    /// for keys. At least 4. Default: 10. All nodes together must stay below the server's <c>max_connections</c>.
    /// </summary>
    public int MaxConnections { get; set; } = 10;

    /// <summary>
    /// Maximum number of keys that one statement acquires or releases. Calls that come while a statement runs are joined into the next one; no call waits for
    /// others to come. At least 1. Default: 256.
    /// </summary>
    public int MaxBatch { get; set; } = 256;

    /// <summary>
    /// Changes how connections are made, for example to passwords that change or to certificates. It is called twice, when the store is created. The size of
    /// the pool is <see cref="MaxConnections"/> all the same.
    /// </summary>
    public Action<NpgsqlDataSourceBuilder>? Configure { get; set; }
}
