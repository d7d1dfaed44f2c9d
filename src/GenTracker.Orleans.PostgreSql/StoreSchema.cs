using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;

namespace GenTracker.Orleans.PostgreSql;

/// <summary>
/// The schema <c>gentracker</c>: made and updated at start, by one node at a time. Its migrations are resources, in the order of their numbers; the table
/// <c>schema_version</c> has the number of the last one that was done.
/// </summary>
internal sealed class StoreSchema(NpgsqlDataSource source)
{
    private const string UndefinedTable = "42P01";

    // An arbitrary number, which all versions must share.
    private const long MigrationLock = 0x47656E547261636B;

    /// <summary>The migrations, the first one at 0.</summary>
    public static IReadOnlyList<string> Migrations { get; } = ReadMigrations();

    /// <exception cref="ClusterException">The database cannot be reached, may not be changed, or was updated by a later version.</exception>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MigrateAsync(Migrations.Count, cancellationToken).ConfigureAwait(false);
            using NpgsqlCommand command = source.CreateCommand("SELECT gentracker.begin_step()");
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception)
        {
            string remedy = exception.Hint ?? "Its role must be allowed to create the schema gentracker, or to use it if it was created before.";
            throw new ClusterException(
                $"The store in PostgreSQL ({Describe()}) cannot be used: {exception.MessageText} ({exception.SqlState}). {remedy}",
                trackerName: null,
                innerException: exception);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new ClusterException(
                $"The store in PostgreSQL ({Describe()}) cannot be reached. Check the connection string, and that the server accepts connections.",
                trackerName: null,
                innerException: exception);
        }
    }

    /// <summary>Does the migrations up to a version that the database lacks.</summary>
    public async Task MigrateAsync(int version, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            // A role that may not create anything can use a schema that is there.
            if (await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false) < version)
                await MigrateAsync(connection, version, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string[] ReadMigrations()
    {
        Assembly assembly = typeof(StoreSchema).Assembly;
        return [.. assembly.GetManifestResourceNames().Order(StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        })];
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            using var command = new NpgsqlCommand("SELECT version FROM gentracker.schema_version", connection);
            int version = (int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
            if (version <= Migrations.Count)
                return version;
            throw new ClusterException(
                $"The store in PostgreSQL ({Describe()}) was updated to version {version} by a later version of GenTracker.Orleans.PostgreSql, and this one "
                    + $"knows it up to {Migrations.Count}. Update this node.",
                trackerName: null);
        }
        catch (PostgresException exception) when (exception.SqlState == UndefinedTable)
        {
            return 0;
        }
    }

    private async Task MigrateAsync(NpgsqlConnection connection, int target, CancellationToken cancellationToken)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await ExecuteAsync(
                connection,
                $"""
                SELECT pg_advisory_xact_lock({MigrationLock.ToString(CultureInfo.InvariantCulture)});
                CREATE SCHEMA IF NOT EXISTS gentracker;
                CREATE TABLE IF NOT EXISTS gentracker.schema_version (version integer NOT NULL);
                INSERT INTO gentracker.schema_version SELECT 0 WHERE NOT EXISTS (SELECT FROM gentracker.schema_version);
                """,
                cancellationToken).ConfigureAwait(false);

            // Another node may have been faster.
            int done = await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
            for (int version = done + 1; version <= target; version++)
            {
                await ExecuteAsync(connection, Migrations[version - 1], cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(
                    connection, $"UPDATE gentracker.schema_version SET version = {version.ToString(CultureInfo.InvariantCulture)}", cancellationToken)
                    .ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The server and the database, without user and password.</summary>
    private string Describe()
    {
        var parts = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        return $"database {parts.Database ?? "of the user's name"} at {parts.Host}:{parts.Port.ToString(CultureInfo.InvariantCulture)}";
    }
}
