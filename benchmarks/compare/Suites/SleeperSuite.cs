using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Opens and stops children that wait in a delay. Its cancellation is an exception for who awaits it, which code by hand has to catch.</summary>
internal sealed class SleeperSuite : Suite
{
    private const int Others = 1_000;
    private const double Goal = 0.7;

    public override string Name => "life-delay";

    public override int Launches => 2;

    public override async Task RunAsync(Lab lab)
    {
        SleeperContenders contenders = await SleeperContenders.AmongAsync(Others).ConfigureAwait(false);
        Settle.Heap();
        var about = new Measurement
        {
            Id = $"life-delay/{Short(Others)}",
            Operation = "open and stop a child that waits in `Task.Delay`",
            Children = Others,
            Ours = "GenTracker",
        };
        lab.Compare(
            about, Contender.Create("open, stop", contenders.TrackerAsync), rounds: 15, milliseconds: 60,
            ("pool", Contender.Create("by hand, begun by `Task.Run`", contenders.ByHandAsync), Goal));
        await contenders.DisposeAsync().ConfigureAwait(false);
    }
}
