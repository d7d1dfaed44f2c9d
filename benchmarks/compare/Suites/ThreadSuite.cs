using System;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Counting on one counter by one thread, and by two at once.</summary>
internal sealed class ThreadSuite : Suite
{
    private const double StripedGoal = 0.6;

    public override string Name => "threads";

    public override async Task RunAsync(Lab lab)
    {
        CountContenders contenders = await CountContenders.MakeAsync().ConfigureAwait(false);
        Compare("striped", "`Striped` count", contenders.Striped, contenders.InterlockedLong, threads: 1, goal: null);
        if (Environment.ProcessorCount < 2)
        {
            Console.WriteLine("One processor: nothing can be said of two threads.");
            return;
        }

        using var two = new TwoThreads();
        long InterlockedByTwo(int operations) => two.Each(contenders.InterlockedLong, operations);
        Compare("striped", "`Striped` count", operations => two.Each(contenders.Striped, operations), InterlockedByTwo, threads: 2, StripedGoal);
        Compare("counter", "`IncrementX` of a get-only `long`", operations => two.Each(contenders.Counter, operations), InterlockedByTwo, threads: 2, goal: null);

        void Compare(string id, string what, Func<int, long> ours, Func<int, long> theirs, int threads, double? goal) => lab.Compare(
            new Measurement { Id = $"threads/{id}/{threads}", Operation = what, Threads = threads, Ours = "GenTracker" }, Contender.Of("GenTracker", ours), rounds: 80, milliseconds: 2,
            ("interlocked", Contender.Of("`Interlocked.Add` on one field", theirs), goal));
    }
}
