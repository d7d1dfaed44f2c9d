using System;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>A million children in one process: opened, summed up, listed and stopped.</summary>
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

        // Once each: what takes seconds is not measured better by doing it again.
        Settle.Heap();
        MillionTimes ours = await Million.TrackedAsync(children).ConfigureAwait(false);
        Settle.Heap();
        MillionTimes theirs = await Million.ByHandAsync(children).ConfigureAwait(false);

        Add("open", "open all, one after the other", static times => times.Opened);
        Add("sum", "sum up an attribute of all", static times => times.Summed);
        Add("list", "list all: `GetChildren`", static times => times.Listed);
        Add("stop", "stop all: `CloseAsync`", static times => times.Stopped);

        void Add(string id, string operation, Func<MillionTimes, TimeSpan> part) => lab.Add(new Measurement
        {
            Id = $"million-{id}/{Short(children)}",
            Operation = operation,
            Unit = "ms",
            Children = children,
            Ours = "GenTracker",
            Theirs = "by hand, begun by `Task.Run`",
            OurRounds = [part(ours).TotalMilliseconds],
            TheirRounds = [part(theirs).TotalMilliseconds],
        });
    }
}
