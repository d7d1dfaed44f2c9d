using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using Npgsql;

namespace GenTracker.Cluster;

/// <summary>
/// Three nodes whose children write into a table with a fence; something happens to one of the nodes. A key is back with the first write of its next
/// incarnation, by the clock of the machine.
/// </summary>
internal static class Failover
{
    public const int DefaultRounds = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly (string Name, Func<MeasuredCluster, Task> Lose, bool Wakes)[] Events =
    [
        ("kill", static cluster => cluster.Lost.SignalAsync("KILL"), false),
        ("term", static cluster => cluster.Lost.SignalAsync("TERM"), false),
        ("freeze", static cluster => cluster.Lost.SignalAsync("STOP"), true),
        ("store", static cluster =>
        {
            cluster.CutStore();
            return Task.CompletedTask;
        }, false),
    ];

    /// <summary>Measures events in rounds, each with a new cluster.</summary>
    public static async Task MeasureAsync(int keys, bool isTuned, int rounds, string[] events)
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync(maxConnections: 100, isDurable: true);
        var settings = new NodeSettings { IsTuned = isTuned, TickMilliseconds = Math.Max(100, keys / 3) };
        Console.WriteLine(
            $"{keys} keys, {(isTuned ? "tuned" : "defaults")}, a write of each key every {settings.TickMilliseconds} ms; "
                + "times in s: median, 99th percentile and maximum of the keys, each as the median of the rounds, with the "
                + "least and the greatest");
        foreach ((string name, Func<MeasuredCluster, Task> lose, bool wakes) in Events.Where(next => events.Length == 0 || events.Contains(next.Name)))
        {
            var results = new List<Round>();
            for (var round = 0; round < rounds; round++)
                results.Add(await MeasureAsync(server, settings, keys, name, lose, wakes));
            Console.WriteLine(
                $"{name} | {results.Count} rounds | {Summarize(results, static back => back.GetMedian())} "
                    + $"| {Summarize(results, static back => back.GetPercentile(99))} | {Summarize(results, static back => back.Max())} "
                    + $"| lost {string.Join(' ', results.Select(static round => round.Back.Length))} "
                    + $"| overlaps {string.Join(' ', results.Select(static round => round.Overlaps))}, "
                    + $"longest {Format(results.Max(static round => round.LongestOverlap))} s "
                    + $"| refused {string.Join(' ', results.Select(static round => round.Refused))} "
                    + $"| accepted late {results.Sum(static round => round.AcceptedLate)} | others moved {results.Sum(static round => round.OthersMoved)}");
        }
    }

    private static async Task<Round> MeasureAsync(
        PostgresServer server, NodeSettings settings, int keys, string name, Func<MeasuredCluster, Task> lose, bool wakes)
    {
        await using MeasuredCluster cluster = await MeasuredCluster.StartAsync(server, settings, hasStoreCut: name == "store");
        TickerCluster tickers = cluster.Get<TickerCluster>();
        double rate = await Statistics.MeasureRateAsync(keys, parallel: 64, index => tickers.FindOrOpenAsync($"k{index}").AsTask());
        await UntilAsync(cluster, $"(SELECT count(*) FROM fence) = {keys}");

        // The load of so many openings is over.
        await Task.Delay(TimeSpan.FromSeconds(3));
        string lost = MeasuredCluster.GetName(1);
        await RunAsync(cluster, "CREATE TABLE before AS SELECT * FROM fence");
        DateTime zero = DateTime.UtcNow;
        await lose(cluster);
        await UntilAsync(cluster, $"NOT EXISTS (SELECT FROM fence WHERE node = '{lost}')");
        if (wakes)
            await cluster.Lost.SignalAsync("CONT");
        await cluster.Lost.EndsAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));

        const string Back =
            """
            SELECT coalesce(array_agg(extract(epoch FROM first - @zero)::double precision), '{}') FROM (
                SELECT min(t.at) AS first FROM before b JOIN tick t ON t.key = b.key AND t.incarnation > b.incarnation
                WHERE b.node = @lost GROUP BY t.key) AS back
            """;
        const string Overlaps =
            """
            SELECT coalesce(array_agg(extract(epoch FROM last - first)::double precision), '{}') FROM (
                SELECT max(t.at) FILTER (WHERE t.incarnation <= b.incarnation) AS last, min(t.at) FILTER (WHERE t.incarnation > b.incarnation) AS first
                FROM before b JOIN tick t ON t.key = b.key WHERE b.node = @lost GROUP BY t.key) AS pair
            WHERE last > first
            """;
        const string AcceptedLate =
            """
            SELECT count(*) FROM (SELECT accepted, incarnation < max(incarnation) FILTER (WHERE accepted) OVER (PARTITION BY key ORDER BY id) AS late FROM tick) AS t
            WHERE accepted AND late
            """;
        const string OthersMoved = "SELECT count(*) FROM before b JOIN fence f ON f.key = b.key WHERE b.node <> @lost AND f.incarnation <> b.incarnation";
        double[] overlaps = await ReadAsync<double[]>(cluster, Overlaps, zero, lost);
        var round = new Round(
            await ReadAsync<double[]>(cluster, Back, zero, lost),
            overlaps.Length,
            overlaps.DefaultIfEmpty().Max(),
            await ReadAsync<long>(cluster, "SELECT count(*) FROM tick WHERE NOT accepted", zero, lost),
            await ReadAsync<long>(cluster, AcceptedLate, zero, lost),
            await ReadAsync<long>(cluster, OthersMoved, zero, lost));
        Console.WriteLine(
            $"  {name}: {round.Back.Length} keys back at {Format(round.Back.GetMedian())}, {Format(round.Back.GetPercentile(99))}, {Format(round.Back.Max())}; "
                + $"opened at {rate.ToString("F0", CultureInfo.InvariantCulture)}/s");
        return round;
    }

    private static string Summarize(List<Round> rounds, Func<double[], double> select) =>
        rounds.Select(round => select(round.Back)).ToArray().Summarize("F2");

    private static string Format(double seconds) => Statistics.Format(seconds, "F2");

    private static async Task UntilAsync(MeasuredCluster cluster, string condition)
    {
        long began = Stopwatch.GetTimestamp();
        while (!await ReadAsync<bool>(cluster, $"SELECT {condition}", default, ""))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"Not so within {Patience}: {condition}");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static async Task RunAsync(MeasuredCluster cluster, string text)
    {
        await using NpgsqlCommand command = cluster.Database.CreateCommand(text);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> ReadAsync<T>(MeasuredCluster cluster, string text, DateTime zero, string lost)
    {
        await using NpgsqlCommand command = cluster.Database.CreateCommand(text);
        command.Parameters.AddWithValue("zero", DateTime.SpecifyKind(zero, DateTimeKind.Utc));
        command.Parameters.AddWithValue("lost", lost);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private sealed record Round(double[] Back, int Overlaps, double LongestOverlap, long Refused, long AcceptedLate, long OthersMoved);
}
