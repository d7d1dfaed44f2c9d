using System;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Npgsql;
using Xunit;

namespace GenTracker.Orleans.PostgreSql.Tests.Support;

/// <summary>A connection of a test's own, beside the store: it looks at the database, and holds locks.</summary>
internal sealed class Sql : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private Sql(NpgsqlConnection connection) => _connection = connection;

    public static async Task<Sql> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        return new Sql(connection);
    }

    public async Task RunAsync(string text)
    {
        await using var command = new NpgsqlCommand(text, _connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ReadAsync<T>(string text)
    {
        await using var command = new NpgsqlCommand(text, _connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Returns when the condition holds.</summary>
    public Task UntilAsync(string condition) => Condition.WaitForAsync(() => ReadAsync<bool>($"SELECT {condition}"), condition);

    /// <summary>Returns when a connection of the application waits for a lock. Fails if the call has ended without that.</summary>
    public async Task UntilBlockedAsync(string application, Task call)
    {
        string query = $"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = '{application}' AND wait_event_type = 'Lock')";
        while (!await ReadAsync<bool>(query))
            Assert.False(call.IsCompleted, "The call has ended, and was not held up.");
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
