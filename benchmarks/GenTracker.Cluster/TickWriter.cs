using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Npgsql;

namespace GenTracker.Cluster;

/// <summary>
/// What the children of a node write, and when they did: those that write at the same time share a statement. A write of an incarnation below the highest one
/// of its key is kept as refused. All members are thread-safe.
/// </summary>
public sealed class TickWriter : IAsyncDisposable
{
    /// <summary>Creates the tables.</summary>
    public const string Schema =
        """
        CREATE TABLE fence (key text PRIMARY KEY, incarnation bigint NOT NULL, node text NOT NULL);
        CREATE TABLE tick (id bigserial PRIMARY KEY, key text NOT NULL, incarnation bigint NOT NULL, node text NOT NULL, at timestamptz NOT NULL,
            accepted boolean NOT NULL);
        CREATE FUNCTION tick(node text, keys text[], incarnations bigint[], times timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            next record;
        BEGIN
            FOR next IN SELECT * FROM unnest(keys, incarnations, times) AS t(key, incarnation, at) ORDER BY t.key LOOP
                INSERT INTO fence AS f VALUES (next.key, next.incarnation, $1)
                    ON CONFLICT (key) DO UPDATE SET incarnation = excluded.incarnation, node = excluded.node WHERE f.incarnation <= excluded.incarnation;
                INSERT INTO tick (key, incarnation, node, at, accepted) VALUES (next.key, next.incarnation, $1, next.at, FOUND);
            END LOOP;
        END $$;
        """;

    private const int MaxBatch = 500;

    private readonly Channel<Tick> _ticks = Channel.CreateUnbounded<Tick>();
    private readonly NpgsqlDataSource _database;
    private readonly string _node;
    private readonly Task _writing;

    public TickWriter(string connectionString, string node, TimeSpan period)
    {
        _database = NpgsqlDataSource.Create(connectionString + ";Options=-c synchronous_commit=off");
        (_node, Period) = (node, period);
        _writing = Task.Run(WriteAllAsync);
    }

    public TimeSpan Period { get; }

    public Task WriteAsync(string key, long incarnation, CancellationToken cancellationToken)
    {
        var tick = new Tick(key, incarnation, DateTime.UtcNow);
        _ticks.Writer.TryWrite(tick);
        return tick.Written.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _ticks.Writer.TryComplete();
        await _writing;
        await _database.DisposeAsync();
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Tick>();
        while (await _ticks.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _ticks.Reader.TryRead(out Tick? tick))
                batch.Add(tick);
            try
            {
                await using NpgsqlCommand command = _database.CreateCommand("SELECT tick($1, $2, $3, $4)");
                command.Parameters.AddWithValue(_node);
                command.Parameters.AddWithValue(batch.Select(static tick => tick.Key).ToArray());
                command.Parameters.AddWithValue(batch.Select(static tick => tick.Incarnation).ToArray());
                command.Parameters.AddWithValue(batch.Select(static tick => tick.At).ToArray());
                await command.ExecuteNonQueryAsync();
                batch.ForEach(static tick => tick.Written.SetResult());
            }
            catch (NpgsqlException exception)
            {
                batch.ForEach(tick => tick.Written.SetException(exception));
            }
        }
    }

    private sealed record Tick(string Key, long Incarnation, DateTime At)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
