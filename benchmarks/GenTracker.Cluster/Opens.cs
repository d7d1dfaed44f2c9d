using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using Orleans;

namespace GenTracker.Cluster;

/// <summary>Opens and stops of a client over three nodes in processes of their own, beside first calls to grains.</summary>
internal static class Opens
{
    private const int Count = 2_000;

    public static async Task MeasureAsync(int rounds)
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync(maxConnections: 100, isDurable: true);
        await using MeasuredCluster cluster = await MeasuredCluster.StartAsync(server, new NodeSettings());
        MeterCluster meters = cluster.Get<MeterCluster>();
        IClusterClient grains = cluster.Get<IClusterClient>();
        foreach (int parallel in (int[])[64, 256])
        {
            List<double> opens = [], stops = [], firstCalls = [];
            for (int round = -1; round < rounds; round++)
            {
                string prefix = $"{parallel}-{round}-";
                double open = await Statistics.MeasureRateAsync(Count, parallel, index => meters.FindOrOpenAsync($"{prefix}{index}", "camera").AsTask());
                double firstCall = await Statistics.MeasureRateAsync(
                    Count, parallel, index => grains.GetGrain<IPlainGrain>($"{prefix}{index}").AddAsync(1).AsTask());
                double stop = await Statistics.MeasureRateAsync(Count, parallel, index => meters.StopAsync($"{prefix}{index}").AsTask());

                // The first round compiles.
                if (round < 0)
                    continue;
                opens.Add(open);
                stops.Add(stop);
                firstCalls.Add(firstCall);
            }

            Console.WriteLine(
                $"{parallel} at a time, each second: opens {opens.Summarize("F0")}, stops {stops.Summarize("F0")}, "
                    + $"first calls of grains {firstCalls.Summarize("F0")}");
        }
    }
}
