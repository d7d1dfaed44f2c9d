extern alias cores;

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using cores::GenTracker.Cores;
using GenTracker.Compare.Cores;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Predicts opens and stops on more cores than there are, from what all keys share: how often, and for how long.</summary>
internal sealed class CoresSuite : Suite
{
    private const int Others = 1_000;
    private const int Flows = 16;
    private const int TransfersInRound = 2;
    private const double SlowTransfer = 100;

    // The lock's own line, and the line of what it guards.
    private const int LinesOfLock = 2;

    // A queue is written at its tail when a post is put in, and at its head when it is taken out: two lines, each once.
    private const int LinesOfPosts = 2;

    public override string Name => "cores";

    public override int Launches => 1;

    public override async Task RunAsync(Lab lab)
    {
        if (Environment.ProcessorCount < 2)
        {
            Console.WriteLine("One processor: nothing can be said of many.");
            return;
        }

        int lives = lab.Quick ? 10_000 : 100_000;
        double work = await GetWorkAsync(lives).ConfigureAwait(false);
        double transfer = GetTransfer();
        LifeCosts costs = await LockTimes.MeasureAsync(lives).ConfigureAwait(false);
        Add("work", "processor time of an open and stop, all processors busy", work);
        Add("transfer", "a cache line from one processor to another", transfer);
        for (int i = 0; i < costs.Locks.Count; i++)
        {
            Add($"lock-takes/{i + 1}", "how often an open and stop takes the lock", costs.Locks[i].Takes, "times");
            Add($"lock-held/{i + 1}", "how long an open and stop holds the lock", costs.Locks[i].HeldNanoseconds);
        }

        Add("posts", "how often an open and stop posts work", costs.Posts, "times");
        foreach (int count in (int[])[2, 8, 64])
        {
            Add($"period/{count}", "between two opens and stops", CreateModel(transfer).Predict(count), cores: count);
            Add($"period-slow/{count}", "between two opens and stops, with slow transfers", CreateModel(SlowTransfer).Predict(count), cores: count);
        }

        CoreModel CreateModel(double transfer)
        {
            double[] stations =
            [
                .. costs.Locks.Select(taken => taken.HeldNanoseconds + (taken.Takes * LinesOfLock * transfer)),
                SharedWrites.OfRunning * transfer,
                SharedWrites.OfRecentExits * transfer,
                SharedWrites.OfIncarnations * transfer,
                .. Enumerable.Repeat(costs.Posts * transfer, LinesOfPosts),
            ];
            return new CoreModel(work - costs.Locks.Sum(static taken => taken.HeldNanoseconds), stations);
        }

        void Add(string id, string operation, double value, string unit = "ns", int cores = 1) => lab.Add(new Measurement
        {
            Id = $"cores/{id}",
            Operation = operation,
            Unit = unit,
            Threads = cores,
            Ours = "GenTracker",
            OurRounds = [value],
        });
    }

    /// <summary>Several flows at once keep all processors busy.</summary>
    private static async Task<double> GetWorkAsync(int lives)
    {
        LifeContenders first = await LifeContenders.AmongAsync(Others).ConfigureAwait(false);
        LifeContenders[] flows = [.. Enumerable.Range(0, Flows).Select(first.Beside)];
        var times = new List<double>();
        for (int round = 0; round < 7; round++)
        {
            long begun = Stopwatch.GetTimestamp();
            await Task.WhenAll(flows.Select(flow => Task.Run(() => flow.TrackerAsync(lives / Flows)))).ConfigureAwait(false);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalNanoseconds * Environment.ProcessorCount / lives);
        }

        await first.DisposeAsync().ConfigureAwait(false);
        return Spread.FromValues(times.Skip(2)).Median;
    }

    private static double GetTransfer()
    {
        const int Rounds = 20_000;
        using var game = new PingPong();
        var times = new List<double>();
        for (int round = 0; round < 40; round++)
        {
            long begun = Stopwatch.GetTimestamp();
            game.Play(Rounds);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalNanoseconds / Rounds / TransfersInRound);
        }

        return Spread.FromValues(times.Skip(10)).Median;
    }
}
