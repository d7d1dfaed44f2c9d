using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace GenTracker.Cluster;

/// <summary>
/// The processor time of checkpoints, on the node and on the server: that of a node which writes them all the time, less that of one which writes none. The
/// keys count all the while.
/// </summary>
internal static class Checkpoints
{
    private const int Keys = 3_000;

    // The shortest one there is, so that the difference is more than noise.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public static async Task MeasureAsync(int rounds)
    {
        List<double> node = [], server = [], still = [];
        for (var round = 0; round < rounds; round++)
        {
            Cost without = await MeasureAsync(Timeout.InfiniteTimeSpan, counts: true);
            Cost with = await MeasureAsync(Period, counts: true);
            Cost unchanged = await MeasureAsync(Period, counts: false);
            Cost idle = await MeasureAsync(Timeout.InfiniteTimeSpan, counts: false);
            node.Add(PerRow(with.Node - without.Node, with.Checkpoints * Keys));
            server.Add(PerRow(with.Server - without.Server, with.Checkpoints * Keys));
            still.Add(PerRow(unchanged.Node - idle.Node, unchanged.Checkpoints * Keys));
        }

        Console.WriteLine(
            $"microseconds of processor time for a key: on the node {node.Summarize("F2")}, on the server {server.Summarize("F2")}; "
                + $"on the node if nothing has changed {still.Summarize("F2")}");
    }

    private static async Task<Cost> MeasureAsync(TimeSpan period, bool counts)
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync(maxConnections: 100, isDurable: true);
        string database = await server.CreateDatabaseAsync();
        int[] ports = FreePorts.Get(2);
        using IHost silo = Node.Build(new NodeSettings
        {
            Store = database,
            Ticks = database,
            PrimaryPort = ports[0],
            SiloPort = ports[0],
            GatewayPort = ports[1],
            HasLongLease = true,
            CheckpointPeriod = period,
        });
        await silo.StartAsync();
        TallyCluster tallies = silo.Services.GetRequiredService<TallyCluster>();
        await Statistics.MeasureRateAsync(Keys, 64, index => tallies.FindOrOpenAsync($"k{index}").AsTask());
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);

        // The first checkpoint has all keys, and the openings are over.
        await Task.Delay(TimeSpan.FromSeconds(3));
        long sequence = await ReadSequenceAsync(source);
        TimeSpan nodeBefore = Process.GetCurrentProcess().TotalProcessorTime, serverBefore = await ReadServerTimeAsync(source);
        long began = Stopwatch.GetTimestamp();
        for (int turn = 0; Stopwatch.GetElapsedTime(began) < Duration; turn++)
        {
            // Each checkpoint finds all of them changed.
            for (int index = 0; counts && index < Keys; index++)
                tallies.FindLocal($"k{index}")!.IncrementBytesIn(turn);
            await Task.Delay(Period / 2);
        }

        TimeSpan nodeTime = Process.GetCurrentProcess().TotalProcessorTime - nodeBefore, serverTime = await ReadServerTimeAsync(source) - serverBefore;
        double checkpoints = period < TimeSpan.Zero ? 0
            : counts ? (await ReadSequenceAsync(source) - sequence) / Math.Ceiling(Keys / 500.0)
            : Duration / period;
        await silo.StopAsync();
        return new Cost(nodeTime, serverTime, checkpoints);
    }

    // Each statement has the next number.
    private static async Task<long> ReadSequenceAsync(NpgsqlDataSource source)
    {
        await using NpgsqlCommand command = source.CreateCommand("SELECT max(checkpointed) FROM gentracker.key");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Processor time of the server's processes that still run.</summary>
    private static async Task<TimeSpan> ReadServerTimeAsync(NpgsqlDataSource source)
    {
        await using NpgsqlCommand command = source.CreateCommand("SELECT array_agg(pid) FROM pg_stat_activity");
        var processes = (int[])(await command.ExecuteScalarAsync())!;
        return TimeSpan.FromSeconds(processes.Sum(static id => ReadTicks(id)) / 100.0);
    }

    // Fields 14 and 15 of the line, of which the second one, in parentheses, may have spaces; a tick is a hundredth of a second on Linux.
    private static long ReadTicks(int process) =>
        File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ')[11..13].Sum(static ticks => long.Parse(ticks, CultureInfo.InvariantCulture));

    private static double PerRow(TimeSpan time, double rows) => time.TotalMicroseconds / rows;

    private sealed record Cost(TimeSpan Node, TimeSpan Server, double Checkpoints);
}
