using System;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>The operations on one thread and on two threads at once.</summary>
internal sealed class ThreadSuite : Suite
{
    private const double StripedGoal = 0.5;
    private const int Many = 100_000;
    private const int Few = 1_000;

    public override string Name => "threads";

    public override int Launches => 2;

    public override async Task RunAsync(Lab lab)
    {
        (CountContenders counts, CountContenders next) = await CountContenders.MakePairAsync().ConfigureAwait(false);
        Compare(lab, "striped", "`Striped` count", 1, counts.Striped, ("interlocked", "`Interlocked.Add` on one field", counts.InterlockedLong, null));
        if (Environment.ProcessorCount < 2)
        {
            Console.WriteLine("One processor: nothing can be said of two threads.");
            return;
        }

        using (var two = new TwoThreads())
        {
            CompareCounts(lab, two, counts);
            CompareSharing(lab, two, counts, next);
            await CompareFindsAsync(lab, two).ConfigureAwait(false);
        }

        // Without the other thread, which spins.
        await CompareOpensAsync(lab).ConfigureAwait(false);
    }

    private static void CompareCounts(Lab lab, TwoThreads two, CountContenders counts)
    {
        long InterlockedByTwo(int operations) => two.Each(counts.InterlockedLong, operations);
        Compare(
            lab, "striped", "`Striped` count", 2, operations => two.Each(counts.Striped, operations),
            ("interlocked", "`Interlocked.Add` on one field", InterlockedByTwo, StripedGoal));
        Compare(
            lab, "counter", "`IncrementX` of a get-only `long`", 2, operations => two.Each(counts.Counter, operations),
            ("interlocked", "`Interlocked.Add` on one field", InterlockedByTwo, null));
    }

    /// <summary>Two threads increment counters of their own, which may share a cache line.</summary>
    private static void CompareSharing(Lab lab, TwoThreads two, CountContenders counts, CountContenders next)
    {
        Compare(
            lab, "attributes", "`IncrementX` of two attributes of one child, one by each", 2,
            operations => two.Each(counts.Counter, counts.SettableLong, operations),
            ("interlocked", "`Interlocked.Add` on two fields of one object", operations => two.Each(counts.InterlockedLong, counts.InterlockedInt, operations),
                null));
        Compare(
            lab, "children", "`IncrementX` of two children, opened one after the other, one by each", 2,
            operations => two.Each(counts.Counter, next.Counter, operations),
            ("interlocked", "`Interlocked.Add` on fields of two objects, made one after the other",
                operations => two.Each(counts.InterlockedLong, next.InterlockedLong, operations), null));
    }

    private static async Task CompareFindsAsync(Lab lab, TwoThreads two)
    {
        int many = lab.Quick ? Many / 10 : Many;
        FindContenders here = await FindContenders.WithAsync(many).ConfigureAwait(false);
        FindContenders there = here.Beside();
        OpenHitContenders hereHits = await OpenHitContenders.WithAsync(many).ConfigureAwait(false);
        OpenHitContenders thereHits = hereHits.Beside();
        Settle.Heap();
        Compare(
            lab, "find", "`Find` hit, string key, among 100,000", 2, operations => two.Each(here.Tracker, there.Tracker, operations),
            ("dictionary", "`ConcurrentDictionary.TryGetValue`", operations => two.Each(here.Dictionary, there.Dictionary, operations), null));
        Compare(
            lab, "hit", "`FindOrOpenAsync` hit, with its await, among 100,000", 2,
            operations => two.Each(Waiting(hereHits.TrackerAsync), Waiting(thereHits.TrackerAsync), operations),
            ("lazy", "`GetOrAdd` of `Lazy<Task<Job>>`", operations => two.Each(Waiting(hereHits.LazyAsync), Waiting(thereHits.LazyAsync), operations), null));
        await here.DisposeAsync().ConfigureAwait(false);
        await hereHits.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task CompareOpensAsync(Lab lab)
    {
        LifeContenders here = await LifeContenders.AmongAsync(Few).ConfigureAwait(false);
        LifeContenders there = here.Beside();
        Settle.Heap();
        lab.Compare(
            About("life", "open and stop a child, among 1,000", threads: 2), Contender.Create("open, stop", Both(here.TrackerAsync, there.TrackerAsync)),
            rounds: 15, milliseconds: 60,
            ("pool", Contender.Create("by hand, begun by `Task.Run`", Both(here.OnThePoolAsync, there.OnThePoolAsync)), null));
        await here.DisposeAsync().ConfigureAwait(false);
    }

    private static Func<int, long> Waiting(Func<int, Task<long>> work) => operations => work(operations).GetAwaiter().GetResult();

    private static Func<int, Task<long>> Both(Func<int, Task<long>> one, Func<int, Task<long>> other) => async operations =>
    {
        long[] results = await Task.WhenAll(Task.Run(() => one(operations)), Task.Run(() => other(operations))).ConfigureAwait(false);
        return results[0] + results[1];
    };

    private static void Compare(
        Lab lab, string id, string operation, int threads, Func<int, long> ours, (string Id, string Name, Func<int, long> Run, double? Goal) theirs) =>
            lab.Compare(
        About(id, operation, threads), Contender.Create("GenTracker", ours), rounds: 80, milliseconds: 2,
        (theirs.Id, Contender.Create(theirs.Name, theirs.Run), theirs.Goal));

    private static Measurement About(string id, string operation, int threads) =>
        new() { Id = $"threads/{id}/{threads}", Operation = operation, Threads = threads, Ours = "GenTracker" };
}
