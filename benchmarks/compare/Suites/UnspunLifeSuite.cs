using System.Collections.Generic;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Opens and stops children on a pool whose idle workers do not spin, so that work does not change the processor from step to step.</summary>
internal sealed class UnspunLifeSuite : Suite
{
    private const int Others = 1_000;
    private const double Goal = 0.7;

    public override string Name => "life-unspun";

    public override int Launches => 2;

    public override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0" };

    public override async Task RunAsync(Lab lab)
    {
        LifeContenders contenders = await LifeContenders.AmongAsync(Others).ConfigureAwait(false);
        Settle.Heap();
        var about = new Measurement
        {
            Id = $"life-unspun/{Short(Others)}",
            Operation = "open and stop a child, on a pool whose idle workers do not spin",
            Children = Others,
            Ours = "GenTracker",
        };
        lab.Compare(
            about, Contender.Create("open, stop", contenders.TrackerAsync), rounds: 15, milliseconds: 60,
            ("pool", Contender.Create("by hand, begun by `Task.Run`", contenders.OnThePoolAsync), Goal),
            ("opener", Contender.Create("by hand, begun on the opener's thread", contenders.OnTheOpenerAsync), Goal));
        await contenders.DisposeAsync().ConfigureAwait(false);
    }
}
