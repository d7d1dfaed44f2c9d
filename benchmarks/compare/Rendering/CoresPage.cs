using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using GenTracker.Compare.Cores;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Rendering;

/// <summary>Renders docs/performance-cores.md: what is predicted for more cores than were there.</summary>
internal sealed class CoresPage(Report report)
{
    private const string Prefix = "cores/";
    private const double NanosecondsInASecond = 1e9;

    private readonly StringBuilder _page = new();

    public static bool IsPart(Result result) => result.Id.StartsWith(Prefix, StringComparison.Ordinal);

    public string Write()
    {
        WriteIntroduction();
        WriteShared();
        WritePrediction();
        WriteAssumptions();
        return _page.ToString();
    }

    private void WriteIntroduction() => Lines($"""
        # Many cores

        Written by `benchmarks/compare/run.sh`, as [what it costs](performance.md) is; no figure here is written by hand. No machine with more cores than {report.Machine.Processors} was at hand, so this page
        **predicts**: it takes what the lifecycles of all keys share, how often and for how long, as measured on {report.Machine}, and computes how cores wait for each other.

        """);

    private void WriteShared()
    {
        Lines("""
            ## What an open and stop shares with all keys

            | what | how often | held |
            | --- | --- | --- |
            """);
        string[] locks =
        [
            "the lock of keys and room: to take the key, and to free it",
        ];
        Result[] takes = [.. Under("lock-takes")];
        Result[] held = [.. Under("lock-held")];
        for (int i = 0; i < takes.Length; i++)
        {
            string name = i < locks.Length ? locks[i] : "a further lock";
            Lines($"| {name} | {Number(takes[i])} | {Figures.Cost(held[i].OurCost, held[i].Unit)} in all |");
        }

        Lines($"""
            | the number of running children, an atomic addition | {SharedWrites.OfRunning} | |
            | the number of the last exit that is remembered ([`RecentExits`](concepts.md), 32 by default), an atomic addition | {SharedWrites.OfRecentExits} | |
            | the highest number of an ended incarnation, a compare-exchange | {SharedWrites.OfIncarnations} at most | |
            | work that is posted to the pool's queues | {Number(Find("posts"))} | |

            A find, a count and a set write nothing that keys share, and take no lock. [`SharedLockTests`](../tests/GenTracker.Interleavings.Tests) count the locks of an open and stop, and `SharedWriteTests` the atomic operations of
            each of these steps.

            An open and stop takes {Figures.Cost(Find("work").OurCost, "ns")} of a processor while all are busy. A cache line comes from one processor to the other in {Figures.Cost(Find("transfer").OurCost, "ns")}.

            """);
    }

    private void WritePrediction()
    {
        Lines($"""
            ## Predicted opens and stops a second

            | cores | with this machine's transfers of cache lines | with transfers of 100 ns, as between sockets | without any waiting |
            | --- | --- | --- | --- |
            """);
        foreach (Result fast in Under("period"))
        {
            Lines($"| {fast.Threads} | {PerSecond(fast.OurCost.Median)} | {PerSecond(Find($"period-slow/{fast.Threads}").OurCost.Median)} | "
                + $"{PerSecond(Find("work").OurCost.Median / fast.Threads)} |");
        }

        Lines("");
    }

    private void WriteAssumptions() => Lines("""
        ## Assumptions, and what was not measured

        * Each core opens and stops children without pause. It works alone, except for the things of the first table, of which one core at a time has each: exact mean value analysis of a closed network.
        * A lock costs the time for which it is held, and two transfers each time: its own cache line, and that of what it guards. An atomic operation on a shared line costs one transfer, and a post one at the tail
          and one at the head of a queue.
        * The time of work is measured with all processors of this machine busy, so some waiting is in it twice. The prediction for as many cores as the machine has is therefore somewhat low.
        * The hold times come from [the runtime's sources with a clock in each lock](../benchmarks/GenTracker.Cores), less the time of reading the clock. The transfers are those between two virtual processors, which may be
          threads of one core.
        * **Not in the model**: the garbage collector, which stops all cores; the memory's bandwidth; a waiting thread that the system puts to sleep; that .NET's pool has more queues from 32 processors on (which
          would help); subscriptions, and callers that wait for settling, which take the lock of the state for each change.
        * **Not measured**: any machine with more cores. The figures show which shared thing is the limit, and not what a given server will do.
        """);

    private IEnumerable<Result> Under(string id) => report.Under(Prefix + id);

    private Result Find(string id) => report.Find(Prefix + id) ?? throw new InvalidOperationException($"The results have no {Prefix}{id}.");

    private static string Number(Result result) => result.OurCost.Median.ToString("0.#", CultureInfo.InvariantCulture);

    private static string PerSecond(double nanoseconds) =>
        $"{(NanosecondsInASecond / nanoseconds / 1e6).ToString("0.00", CultureInfo.InvariantCulture)} million";

    private void Lines(string text) => _page.Append(text).Append('\n');
}
