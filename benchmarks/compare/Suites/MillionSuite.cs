using System;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>A million children in one process: open, increment, sum, list and stop.</summary>
internal sealed class MillionSuite : Suite
{
    private const int Children = 1_000_000;
    private const int Trial = 20_000;

    public override string Name => "million";

    public override int Launches => 1;

    public override async Task RunAsync(Lab lab)
    {
        int children = lab.Quick ? Children / 10 : Children;
        for (int i = 0; i < 3; i++)
        {
            await Million.TrackedAsync(Trial).ConfigureAwait(false);
            await Million.ByHandAsync(Trial).ConfigureAwait(false);
        }

        // Twice each, so that each contender is first once.
        MillionTimes[] ours = new MillionTimes[2];
        MillionTimes[] theirs = new MillionTimes[2];
        ours[0] = await MeasureAsync(Million.TrackedAsync).ConfigureAwait(false);
        theirs[0] = await MeasureAsync(Million.ByHandAsync).ConfigureAwait(false);
        theirs[1] = await MeasureAsync(Million.ByHandAsync).ConfigureAwait(false);
        ours[1] = await MeasureAsync(Million.TrackedAsync).ConfigureAwait(false);

        Add("open", "open all, one after the other", static times => times.Opened);
        Add("longest", "the longest of these opens, the collector's pauses left out", static times => times.LongestOpen);
        Add("count", "count on each once, by key", static times => times.Counted);
        Add("sum", "sum up an attribute of all", static times => times.Summed);
        Add("list", "list all: `GetChildren`", static times => times.Listed);
        Add("stop", "stop all: `CloseAsync`", static times => times.Stopped);

        Task<MillionTimes> MeasureAsync(Func<int, Task<MillionTimes>> measure)
        {
            Settle.Heap();
            return measure(children);
        }

        void Add(string id, string operation, Func<MillionTimes, TimeSpan> part) => lab.Add(new Measurement
        {
            Id = $"million-{id}/{Short(children)}",
            Operation = operation,
            Unit = "ms",
            Children = children,
            Ours = "GenTracker",
            Theirs = "by hand, begun by `Task.Run`",
            OurRounds = [.. ours.Select(times => part(times).TotalMilliseconds)],
            TheirRounds = [.. theirs.Select(times => part(times).TotalMilliseconds)],
        });
    }
}
