using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using GenTracker.Orleans.Stores;
using Npgsql;
using Xunit;

namespace GenTracker.Orleans.PostgreSql.Tests;

/// <summary>What the store keeps when its server is killed at any moment.</summary>
public sealed class CrashTests
{
    private const int Rounds = 4;

    private const string AcquireA =
        "SELECT epoch FROM gentracker.acquire('s', ARRAY['T'], ARRAY['a'], ARRAY['n'], ARRAY['x'::bytea], ARRAY[true], ARRAY[false])";

    private static readonly string[] Keys = ["a", "b", "c", "d"];

    [Fact]
    public async Task An_epoch_never_repeats_when_the_server_is_killed_between_commit_and_answer()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await using var store = new PostgresClusterStore(server.GetConnectionString(), "s");
        await store.InitializeAsync(default);
        await store.RenewAsync("n", "c", TimeSpan.FromHours(1), LeaseRequest.First, default);
        Dictionary<string, List<long>> epochs = Keys.ToDictionary(static key => key, static _ => new List<long>());
        var untold = new List<long>();
        var lost = 0;

        for (var round = 0; round < Rounds; round++)
        {
            var acquired = new SemaphoreSlim(0);
            Task[] callers = [.. Keys.Select(key => AcquireUntilLostAsync(store, key, epochs[key], acquired))];
            for (var i = 0; i < 40; i++)
                await acquired.WaitAsync();

            // Committed, and no caller of the store is told.
            await using (Sql sql = await Sql.OpenAsync(server.GetConnectionString()))
                untold.Add(await sql.ReadAsync<long>(AcquireA));
            server.Kill();
            await Task.WhenAll(callers);
            lost += callers.Length;
            await server.StartAsync();
        }

        // The last word after each crash is a new epoch too.
        foreach (string key in Keys)
            epochs[key].Add((await AcquireAsync(store, key)).Record!.Epoch);
        Assert.Equal(Rounds * Keys.Length, lost);
        epochs["a"].AddRange(untold);
        epochs["a"].Sort();
        Assert.All(epochs.Values, static told => Assert.Equal(told.Distinct().Order(), told));
    }

    private static async Task AcquireUntilLostAsync(PostgresClusterStore store, string key, List<long> epochs, SemaphoreSlim acquired)
    {
        try
        {
            while (true)
            {
                epochs.Add((await AcquireAsync(store, key)).Record!.Epoch);
                acquired.Release();
            }
        }
        catch (NpgsqlException)
        {
            // The server was killed: nobody knows whether this one was committed.
        }
    }

    private static Task<AcquireResult> AcquireAsync(PostgresClusterStore store, string key) =>
        store.AcquireAsync(new AcquireRequest { Tracker = "T", Key = key, Node = "n", Arguments = [1] }, default);
}
