using System;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;

namespace GenTracker.Orleans.Node;

/// <summary>What children write. A write of an incarnation that is not the highest one of its key is kept too, but marked as refused.</summary>
public sealed class TickTable(string connectionString, string node) : IAsyncDisposable
{
    /// <summary>Creates the tables. The fence has the highest incarnation of each key that has written.</summary>
    public const string Schema =
        """
        CREATE TABLE fence (key text PRIMARY KEY, incarnation bigint NOT NULL);
        CREATE TABLE word (id bigserial PRIMARY KEY, key text NOT NULL, incarnation bigint NOT NULL, node text NOT NULL, word text NOT NULL,
            ticks bigint NOT NULL, accepted boolean NOT NULL);
        """;

    private const string Insert =
        """
        WITH passed AS (
            INSERT INTO fence AS f VALUES ($1, $2)
            ON CONFLICT (key) DO UPDATE SET incarnation = excluded.incarnation WHERE f.incarnation <= excluded.incarnation
            RETURNING 1)
        INSERT INTO word (key, incarnation, node, word, ticks, accepted) SELECT $1, $2, $3, $4, $5, EXISTS (SELECT FROM passed)
        """;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString + ";Maximum Pool Size=8;Application Name=ticks");

    public async Task WriteAsync(string key, long incarnation, string word, long ticks, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = _source.CreateCommand(Insert);
        foreach (object value in (object[])[key, incarnation, node, word, ticks])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
