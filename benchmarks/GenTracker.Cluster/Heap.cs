using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;

namespace GenTracker.Cluster;

/// <summary>What a key takes of the heap of its node: the child alone, the key with its door, and without it. The rows are in PostgreSQL.</summary>
internal static class Heap
{
    private const int Count = 20_000;

    // The classes of grains, as the statistics of a silo name them.
    private static readonly string[] Counted = ["MeterGrain", nameof(PlainGrain)];

    public static async Task MeasureAsync(int rounds)
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync(maxConnections: 100);
        string database = await server.CreateDatabaseAsync();
        int[] ports = FreePorts.Get(2);
        using IHost silo = Node.Build(
            new NodeSettings { Store = database, Ticks = database, PrimaryPort = ports[0], SiloPort = ports[0], GatewayPort = ports[1], HasLongLease = true });
        await silo.StartAsync();
        MeterCluster meters = silo.Services.GetRequiredService<MeterCluster>();
        IGrainFactory grains = silo.Services.GetRequiredService<IGrainFactory>();
        IManagementGrain management = grains.GetGrain<IManagementGrain>(0);
        await using var tracker = new MeterTracker(new TrackerOptions { MaxChildren = int.MaxValue });
        List<double> children = [], keys = [], keysWithoutDoor = [], plainGrains = [];
        for (int round = -1; round < rounds; round++)
        {
            string prefix = $"{round}-";
            long before = GetHeap();
#pragma warning disable GT3008 // the child alone is what is measured
            await Statistics.MeasureRateAsync(Count, 64, index => tracker.FindOrOpenAsync($"{prefix}{index}", "camera").AsTask());
#pragma warning restore GT3008
            long afterChildren = GetHeap();
            await Statistics.MeasureRateAsync(Count, 64, index => meters.FindOrOpenAsync($"{prefix}{index}", "camera").AsTask());
            long afterKeys = GetHeap();
            await CollectGrainsAsync(management);
            long afterCollection = GetHeap();
            await Statistics.MeasureRateAsync(Count, 64, index => grains.GetGrain<IPlainGrain>($"{prefix}{index}").AddAsync(1).AsTask());
            long afterGrains = GetHeap();
            await CollectGrainsAsync(management);
            if (round < 0)
                continue;
            children.Add(Divide(afterChildren - before));
            keys.Add(Divide(afterKeys - afterChildren));
            keysWithoutDoor.Add(Divide(afterCollection - afterChildren));
            plainGrains.Add(Divide(afterGrains - afterCollection));
        }

        Console.WriteLine(
            $"bytes for each: child {children.Summarize("F0")}, key with its door {keys.Summarize("F0")}, key without a door {keysWithoutDoor.Summarize("F0")}"
                + $", grain {plainGrains.Summarize("F0")}");

        // The silo is not stopped: to hand so many keys over takes longer than all of this. It ends with the process.

        static double Divide(long bytes) => (double)bytes / Count;
    }

    /// <summary>Collects all doors and plain grains, and returns when the silo has none: they end after the call that collects them.</summary>
    private static async Task CollectGrainsAsync(IManagementGrain management)
    {
        long began = Stopwatch.GetTimestamp();
        while ((await management.GetSimpleGrainStatistics()).Any(static grain => Counted.Any(grain.GrainType.Contains) && grain.ActivationCount > 0))
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromMinutes(1))
                throw new TimeoutException("Orleans has not collected the grains.");
            await management.ForceActivationCollection(TimeSpan.Zero);
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static long GetHeap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
