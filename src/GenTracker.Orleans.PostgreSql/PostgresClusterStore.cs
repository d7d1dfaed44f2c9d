using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;
using Npgsql;
using NpgsqlTypes;

namespace GenTracker.Orleans.PostgreSql;

/// <summary>
/// A store in PostgreSQL 14 or later, in its own schema <c>gentracker</c>. Services with different ids share a database and stay apart. Epochs never repeat, as
/// long as the server keeps what it has committed. All members are thread-safe.
/// </summary>
/// <remarks>
/// Rows hold the serialized arguments of openings, and attributes that survive or are final, readable for whoever reads the database: keep secrets out of
/// them. Restoring a backup brings old epochs back: raise all of them first (see the documentation).
/// </remarks>
public sealed class PostgresClusterStore : IClusterStore, IAsyncDisposable
{
    // More would not make a server faster that waits for its disk, and fewer would leave it idle while answers travel.
    private const int BatchesAtOnce = 2;

    private const int LeaseConnections = 2;

    // Short transactions, so that nobody waits long for a row.
    private const int RowsOfDeletion = 500;

    private readonly string _service;
    private readonly NpgsqlDataSource _leases;
    private readonly NpgsqlDataSource _keys;
    private readonly CallBatcher<AcquireRequest, AcquireResult> _acquisitions;
    private readonly CallBatcher<Release, bool> _releases;
    private readonly CallBatcher<Question, KeyRecord?> _finds;

    /// <summary>Creates a store. It connects at the first call.</summary>
    /// <param name="connectionString">The connection string, as Npgsql takes it.</param>
    /// <param name="serviceId">The service whose rows it keeps: the ServiceId of Orleans.</param>
    /// <param name="options">The options. If <see langword="null"/>, the defaults.</param>
    /// <exception cref="ArgumentException">The connection string or the service id is invalid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is invalid.</exception>
    public PostgresClusterStore(string connectionString, string serviceId, PostgresStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        StoredText.ThrowIfNotStorable(serviceId, nameof(serviceId), "the service id");
        options ??= new PostgresStoreOptions();
        if (options.MaxConnections < LeaseConnections + BatchesAtOnce)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.MaxConnections, $"PostgresStoreOptions.MaxConnections must be at least {LeaseConnections + BatchesAtOnce}.");
        }

        if (options.MaxBatch < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxBatch, "PostgresStoreOptions.MaxBatch must be at least 1.");
        _service = serviceId;
        _leases = CreateDataSource(connectionString, options, LeaseConnections);
        _keys = CreateDataSource(connectionString, options, options.MaxConnections - LeaseConnections);
        _acquisitions = new CallBatcher<AcquireRequest, AcquireResult>(ExecuteAcquisitionsAsync, options.MaxBatch, BatchesAtOnce);
        _releases = new CallBatcher<Release, bool>(ExecuteReleasesAsync, options.MaxBatch, BatchesAtOnce);
        _finds = new CallBatcher<Question, KeyRecord?>(ExecuteFindsAsync, options.MaxBatch, BatchesAtOnce);
    }

    /// <inheritdoc/>
    /// <exception cref="ClusterException">
    /// The database cannot be reached, may not be changed, or was updated by a later version. The message names it.
    /// </exception>
    public Task InitializeAsync(CancellationToken cancellationToken) => new StoreSchema(_leases).InitializeAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RenewAsync(string node, string cluster, TimeSpan duration, LeaseRequest request, CancellationToken cancellationToken)
    {
        StoredText.ThrowIfNotStorable(node, nameof(node), "the node's name");
        ArgumentNullException.ThrowIfNull(cluster);
        using NpgsqlCommand command = _leases.CreateCommand("SELECT gentracker.renew($1, $2, $3, $4, $5, $6)");
        Add(command, _service, node, cluster, duration, request != LeaseRequest.Renewal, request == LeaseRequest.Regain);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <inheritdoc/>
    public Task RevokeNodeAsync(string node, CancellationToken cancellationToken) =>
        ExecuteAsync(_leases, "UPDATE gentracker.node SET revoked = true WHERE service = $1 AND node = $2", cancellationToken, _service, node);

    /// <inheritdoc/>
    public Task ReleaseNodeAsync(string node, CancellationToken cancellationToken) =>
        ExecuteAsync(
            _leases,
            "UPDATE gentracker.node SET revoked = true, lease_until = least(lease_until, clock_timestamp()) WHERE service = $1 AND node = $2",
            cancellationToken,
            _service,
            node);

    /// <inheritdoc/>
    public Task<IReadOnlyList<NodeRecord>> GetNodesAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            _leases,
            """
            SELECT node, cluster, lease_until - now, revoked FROM gentracker.node, clock_timestamp() AS now
            WHERE service = $1 AND lease_until > now
            """,
            static row => new NodeRecord(row.GetString(0), row.GetString(1), row.GetTimeSpan(2), row.GetBoolean(3)),
            cancellationToken,
            _service);

    /// <inheritdoc/>
    public Task<KeyRecord?> FindAsync(string tracker, string key, CancellationToken cancellationToken)
    {
        StoredText.ThrowIfNotStorable(tracker, key);
        return _finds.CallAsync(new Question(tracker, key), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ClusterException">The key cannot be stored; nothing was done.</exception>
    public Task<AcquireResult> AcquireAsync(AcquireRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        StoredText.ThrowIfNotStorable(request.Tracker, request.Key);
        return _acquisitions.CallAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ClusterException">The key cannot be stored; nothing was done.</exception>
    public Task<bool> ReleaseAsync(
        string tracker,
        string key,
        string node,
        long epoch,
        bool staysWanted,
        byte[]? final,
        byte[]? survivors,
        CancellationToken cancellationToken)
    {
        StoredText.ThrowIfNotStorable(tracker, key);
        return _releases.CallAsync(new Release(tracker, key, node, epoch, staysWanted, final, survivors), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CheckpointAsync(
        string tracker, string node, long sequence, IReadOnlyList<Checkpoint> checkpoints, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        using NpgsqlCommand command = _keys.CreateCommand("SELECT key FROM gentracker.checkpoint($1, $2, $3, $4, $5, $6, $7) AS written(key)");
        Add(command, _service, tracker, node, sequence);
        AddArray(command, checkpoints, NpgsqlDbType.Text, static checkpoint => checkpoint.Key);
        AddArray(command, checkpoints, NpgsqlDbType.Bigint, static checkpoint => checkpoint.Epoch);
        AddArray(command, checkpoints, NpgsqlDbType.Bytea, static checkpoint => checkpoint.Survivors);
        return await ReadAsync(command, static row => row.GetString(0), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetOrphansAsync(string tracker, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            _keys,
            // The owners are few and the keys are many: each owner is found by one step in the index.
            """
            WITH RECURSIVE owners AS (
                (SELECT owner FROM gentracker.key WHERE service = $1 AND tracker = $2 AND owner IS NOT NULL ORDER BY owner LIMIT 1)
                UNION ALL
                SELECT (SELECT k.owner FROM gentracker.key k WHERE k.service = $1 AND k.tracker = $2 AND k.owner > o.owner ORDER BY k.owner LIMIT 1)
                FROM owners o WHERE o.owner IS NOT NULL)
            SELECT key FROM gentracker.key WHERE service = $1 AND tracker = $2 AND wanted AND owner IS NULL
            UNION ALL
            SELECT k.key FROM owners o JOIN gentracker.key k ON k.service = $1 AND k.tracker = $2 AND k.owner = o.owner AND k.wanted
            WHERE NOT EXISTS (SELECT FROM gentracker.node n WHERE n.service = $1 AND n.node = o.owner AND n.lease_until > clock_timestamp())
            LIMIT $3
            """,
            static row => row.GetString(0),
            cancellationToken,
            _service,
            tracker,
            limit);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> GetOwnedAsync(string tracker, string node, CancellationToken cancellationToken)
    {
        IReadOnlyList<KeyValuePair<string, long>> owned = await ReadAsync(
            _keys,
            "SELECT key, epoch FROM gentracker.key WHERE service = $1 AND tracker = $2 AND owner = $3",
            static row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)),
            cancellationToken,
            _service,
            tracker,
            node).ConfigureAwait(false);
        return new Dictionary<string, long>(owned, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<int> DeleteEndedAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var deleted = 0;
        for (int count = RowsOfDeletion; count == RowsOfDeletion; deleted += count)
        {
            IReadOnlyList<int> answer = await ReadAsync(
                _keys, "SELECT gentracker.delete_ended($1, $2, $3)", static row => row.GetInt32(0), cancellationToken, _service, age, RowsOfDeletion)
                .ConfigureAwait(false);
            count = answer[0];
        }

        await ExecuteAsync(
            _keys, "DELETE FROM gentracker.node WHERE service = $1 AND lease_until <= clock_timestamp() - $2", cancellationToken, _service, age)
            .ConfigureAwait(false);
        return deleted;
    }

    /// <summary>Completes the calls that were made before, and closes the connections.</summary>
    /// <returns>A task that completes when they are closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await _acquisitions.DisposeAsync().ConfigureAwait(false);
        await _releases.DisposeAsync().ConfigureAwait(false);
        await _finds.DisposeAsync().ConfigureAwait(false);
        await _keys.DisposeAsync().ConfigureAwait(false);
        await _leases.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource CreateDataSource(string connectionString, PostgresStoreOptions options, int maxConnections)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.ApplicationName ??= "GenTracker";
        options.Configure?.Invoke(builder);
        builder.ConnectionStringBuilder.MinPoolSize = 0;
        builder.ConnectionStringBuilder.MaxPoolSize = maxConnections;
        return builder.Build();
    }

    private static KeyRecord ReadRecord(NpgsqlDataReader row, string key, int first) => new()
    {
        Key = key,
        Epoch = row.GetInt64(first),
        Owner = row.IsDBNull(first + 1) ? null : row.GetString(first + 1),
        IsWanted = row.GetBoolean(first + 2),
        Arguments = row.IsDBNull(first + 3) ? null : row.GetFieldValue<byte[]>(first + 3),
        Final = row.IsDBNull(first + 4) ? null : row.GetFieldValue<byte[]>(first + 4),
        Survivors = row.IsDBNull(first + 5) ? null : row.GetFieldValue<byte[]>(first + 5),
    };

    private static void Add(NpgsqlCommand command, params ReadOnlySpan<object> values)
    {
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
    }

    private static void AddArray<TItem, T>(NpgsqlCommand command, IReadOnlyList<TItem> items, NpgsqlDbType type, Func<TItem, T> select)
    {
        var values = new T[items.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = select(items[i]);
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string text, CancellationToken cancellationToken, params object[] values)
    {
        using NpgsqlCommand command = source.CreateCommand(text);
        Add(command, values);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(
        NpgsqlDataSource source, string text, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        using NpgsqlCommand command = source.CreateCommand(text);
        Add(command, values);
        return await ReadAsync(command, read, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add(read(reader));
            return rows;
        }
    }

    // The first column of a row is the place of its call in the batch, from 1.
    private static async Task<TResult[]> ReadBatchAsync<TCall, TResult>(
        NpgsqlCommand command, IReadOnlyList<TCall> calls, Func<NpgsqlDataReader, TCall, TResult> read)
    {
        var results = new TResult[calls.Count];
        NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                int index = (int)reader.GetInt64(0) - 1;
                results[index] = read(reader, calls[index]);
            }
        }

        return results;
    }

    private async Task<AcquireResult[]> ExecuteAcquisitionsAsync(IReadOnlyList<AcquireRequest> requests)
    {
        using NpgsqlCommand command = _keys.CreateCommand(
            "SELECT ordinal, status, epoch, owner, wanted, arguments, final, survivors FROM gentracker.acquire($1, $2, $3, $4, $5, $6, $7)");
        Add(command, _service);
        AddArray(command, requests, NpgsqlDbType.Text, static request => request.Tracker);
        AddArray(command, requests, NpgsqlDbType.Text, static request => request.Key);
        AddArray(command, requests, NpgsqlDbType.Text, static request => request.Node);
        AddArray(command, requests, NpgsqlDbType.Bytea, static request => request.Arguments);
        AddArray(command, requests, NpgsqlDbType.Boolean, static request => request.IsWanted);
        AddArray(command, requests, NpgsqlDbType.Boolean, static request => request.Replaces);
        return await ReadBatchAsync(
            command,
            requests,
            static (row, request) => new AcquireResult(
                (AcquireStatus)row.GetInt32(1), row.IsDBNull(2) ? null : ReadRecord(row, request.Key, first: 2))).ConfigureAwait(false);
    }

    private async Task<bool[]> ExecuteReleasesAsync(IReadOnlyList<Release> releases)
    {
        using NpgsqlCommand command = _keys.CreateCommand("SELECT ordinal, done FROM gentracker.release($1, $2, $3, $4, $5, $6, $7, $8)");
        Add(command, _service);
        AddArray(command, releases, NpgsqlDbType.Text, static release => release.Tracker);
        AddArray(command, releases, NpgsqlDbType.Text, static release => release.Key);
        AddArray(command, releases, NpgsqlDbType.Text, static release => release.Node);
        AddArray(command, releases, NpgsqlDbType.Bigint, static release => release.Epoch);
        AddArray(command, releases, NpgsqlDbType.Boolean, static release => release.StaysWanted);
        AddArray(command, releases, NpgsqlDbType.Bytea, static release => release.Final);
        AddArray(command, releases, NpgsqlDbType.Bytea, static release => release.Survivors);
        return await ReadBatchAsync(command, releases, static (row, _) => row.GetBoolean(1)).ConfigureAwait(false);
    }

    private async Task<KeyRecord?[]> ExecuteFindsAsync(IReadOnlyList<Question> questions)
    {
        using NpgsqlCommand command = _keys.CreateCommand(
            """
            SELECT asked.ordinal, k.epoch, k.owner, k.wanted, k.arguments, k.final, k.survivors
            FROM unnest($2, $3) WITH ORDINALITY AS asked(tracker, key, ordinal)
            JOIN gentracker.key k ON k.service = $1 AND k.tracker = asked.tracker AND k.key = asked.key
            """);
        Add(command, _service);
        AddArray(command, questions, NpgsqlDbType.Text, static question => question.Tracker);
        AddArray(command, questions, NpgsqlDbType.Text, static question => question.Key);
        return await ReadBatchAsync<Question, KeyRecord?>(
            command, questions, static (row, question) => ReadRecord(row, question.Key, first: 1)).ConfigureAwait(false);
    }

    private sealed record Question(string Tracker, string Key);

    private sealed record Release(string Tracker, string Key, string Node, long Epoch, bool StaysWanted, byte[]? Final, byte[]? Survivors);
}
