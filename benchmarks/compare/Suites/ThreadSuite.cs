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
        Compare("striped", "`Striped` count", contenders.Striped, threads: 1, goal: null);
        if (Environment.ProcessorCount < 2)
        {
            Console.WriteLine("One processor: nothing can be said of two threads.");
            return;
        }

        Compare("striped", "`Striped` count", contenders.Striped, threads: 2, StripedGoal);
        Compare("counter", "`IncrementX` of a get-only `long`", contenders.Counter, threads: 2, goal: null);

        void Compare(string id, string what, Func<int, long> ours, int threads, double? goal)
        {
            using TwoThreads? our = threads == 2 ? new TwoThreads(ours) : null;
            using TwoThreads? their = threads == 2 ? new TwoThreads(contenders.InterlockedLong) : null;
            lab.Compare(
                new Measurement { Id = $"threads/{id}/{threads}", Operation = what, Threads = threads, Ours = "GenTracker" },
                Contender.Of("GenTracker", our is null ? ours : our.Each), rounds: 80, milliseconds: 2,
                ("interlocked", Contender.Of("`Interlocked.Add` on one field", their is null ? contenders.InterlockedLong : their.Each), goal));
        }
    }
}
