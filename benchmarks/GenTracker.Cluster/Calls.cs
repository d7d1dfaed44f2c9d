using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;

namespace GenTracker.Cluster;

/// <summary>Calls on the own node, through the door on the same silo, to another silo and from a client, each beside the same call of a grain.</summary>
internal static class Calls
{
    private const int LocalCount = 2_000_000;
    private const int Count = 2_000;

    public static async Task MeasureAsync(int rounds)
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync(maxConnections: 100);
        string database = await server.CreateDatabaseAsync();
        int[] ports = FreePorts.Get(4);
        var settings = new NodeSettings { Store = database, Ticks = database, PrimaryPort = ports[0], SiloPort = ports[0], GatewayPort = ports[1] };
        using IHost silo = Node.Build(settings);
        await silo.StartAsync();
        await using RunningProgram other = await Node.StartProcessAsync(settings with { SiloPort = ports[2], GatewayPort = ports[3] });
        using IHost client = Node.BuildClient(ports[1]);
        await client.StartAsync();

        MeterCluster meters = silo.Services.GetRequiredService<MeterCluster>();
        IGrainFactory grains = silo.Services.GetRequiredService<IGrainFactory>();
        (string here, string there) = await FindKeysAsync(meters);
        (string grainHere, string grainThere) = await FindGrainsAsync(grains, silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress);
        MeasureLocal(meters, here, rounds);

        // Without the node's own children, as in a client: each call goes through the door, also to the same silo.
        await using ServiceProvider withoutChildren =
            new ServiceCollection().AddSingleton(silo.Services.GetRequiredService<IClusterClient>()).AddMeterClusterClient().BuildServiceProvider();
        MeterCluster throughDoor = withoutChildren.GetRequiredService<MeterCluster>();
        MeterCluster fromClient = client.Services.GetRequiredService<MeterCluster>();
        await MeasureAsync("same silo", await throughDoor.FindOrOpenAsync(here, ""), grains.GetGrain<IPlainGrain>(grainHere), rounds);
        await MeasureAsync("other silo", await throughDoor.FindOrOpenAsync(there, ""), grains.GetGrain<IPlainGrain>(grainThere), rounds);
        await MeasureAsync(
            "client",
            await fromClient.FindOrOpenAsync(there, ""),
            client.Services.GetRequiredService<IClusterClient>().GetGrain<IPlainGrain>(grainThere),
            rounds);
        await client.StopAsync();
        await silo.StopAsync();
    }

    private static async Task<(string Here, string There)> FindKeysAsync(MeterCluster meters)
    {
        string? here = null, there = null;
        for (var i = 0; here is null || there is null; i++)
        {
            await meters.FindOrOpenAsync($"m{i}", "camera");
            if (meters.FindLocal($"m{i}") is not null)
                here ??= $"m{i}";
            else
                there ??= $"m{i}";
        }

        return (here, there);
    }

    private static async Task<(string Here, string There)> FindGrainsAsync(IGrainFactory grains, SiloAddress silo)
    {
        IManagementGrain management = grains.GetGrain<IManagementGrain>(0);
        string? here = null, there = null;
        for (var i = 0; here is null || there is null; i++)
        {
            IPlainGrain grain = grains.GetGrain<IPlainGrain>($"g{i}");
            await grain.AddAsync(1);
            if (silo.Equals(await management.GetActivationAddress(grain)))
                here ??= $"g{i}";
            else
                there ??= $"g{i}";
        }

        return (here, there);
    }

    private static void MeasureLocal(MeterCluster meters, string key, int rounds)
    {
        // Until all of it is compiled for good, which waits until the start of the silo has compiled nothing for a while.
        for (var i = 0; i < 40; i++)
        {
            Count(meters, key, LocalCount / 40);
            Find(meters, key, LocalCount / 40);
            Thread.Sleep(TimeSpan.FromMilliseconds(150));
        }

        List<double> counts = [], finds = [];
        for (int round = 0; round < rounds; round++)
        {
            long began = Stopwatch.GetTimestamp();
            Count(meters, key, LocalCount);
            double count = Stopwatch.GetElapsedTime(began).TotalNanoseconds / LocalCount;
            began = Stopwatch.GetTimestamp();
            Find(meters, key, LocalCount);
            double find = Stopwatch.GetElapsedTime(began).TotalNanoseconds / LocalCount;
            counts.Add(count);
            finds.Add(find);
        }

        Console.WriteLine($"own node, by key, ns: count {counts.Summarize("F1")}, find {finds.Summarize("F1")}");

        static void Count(MeterCluster meters, string key, int times)
        {
            for (var i = 0; i < times; i++)
            {
                ValueTask<long> count = meters.IncrementBytesInAsync(key);
                if (!count.IsCompletedSuccessfully)
                    throw new InvalidOperationException("The count was a call.");
                _ = count.Result;
            }
        }

        static void Find(MeterCluster meters, string key, int times)
        {
            for (var i = 0; i < times; i++)
                _ = meters.FindLocal(key) ?? throw new InvalidOperationException("The key is not here.");
        }
    }

    private static async Task MeasureAsync(string where, MeterRef meter, IPlainGrain grain, int rounds)
    {
        (string Name, Func<Task> Tracked, Func<Task> Plain)[] calls =
        [
            ("count", async () => await meter.IncrementBytesInAsync(), async () => await grain.AddAsync(1)),
            ("read", async () => await meter.ReadAttrsAsync(), async () => await grain.ReadAsync()),
            ("[TrackedCall]", async () => await meter.DescribeAsync("Ann", 3), async () => await grain.DescribeAsync("Ann", 3)),
        ];
        foreach ((string name, Func<Task> tracked, Func<Task> plain) in calls)
        {
            await WarmUpAsync(tracked, plain);
            List<double> trackedTimes = [], plainTimes = [], ratios = [], trackedRates = [], plainRates = [], rateRatios = [];
            for (int round = 0; round < rounds; round++)
            {
                // Who is first alternates.
                bool isFirst = round % 2 == 0;
                double ours = isFirst ? await TimeAsync(tracked) : 0;
                double theirs = await TimeAsync(plain);
                ours = isFirst ? ours : await TimeAsync(tracked);
                double ourRate = await Statistics.MeasureRateAsync(Count, 32, _ => tracked());
                double theirRate = await Statistics.MeasureRateAsync(Count, 32, _ => plain());
                trackedTimes.Add(ours);
                plainTimes.Add(theirs);
                ratios.Add(ours / theirs);
                trackedRates.Add(ourRate);
                plainRates.Add(theirRate);
                rateRatios.Add(theirRate / ourRate);
            }

            Console.WriteLine(
                $"{where} | {name} | one after the other, µs: {trackedTimes.Summarize("F2")} | grain {plainTimes.Summarize("F2")} "
                    + $"| ratio {ratios.Summarize("F2")} | 32 at a time, each second: {trackedRates.Summarize("F0")} "
                    + $"| grain {plainRates.Summarize("F0")} | ratio {rateRatios.Summarize("F2")}");
        }
    }

    // Until all of it is compiled for good, which happens while the machine rests.
    private static async Task WarmUpAsync(Func<Task> tracked, Func<Task> plain)
    {
        for (var i = 0; i < 30; i++)
        {
            for (var call = 0; call < Count / 4; call++)
            {
                await tracked();
                await plain();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private static async Task<double> TimeAsync(Func<Task> call)
    {
        long began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Count; i++)
            await call();
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / Count;
    }
}
