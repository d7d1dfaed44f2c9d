using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Opens and stops children one after the other, among permanent ones. Rounds are long, because garbage collections are part of the cost.</summary>
/// <param name="others">The number of permanent children.</param>
/// <param name="spins">
/// Whether idle workers of .NET's pool spin, as they do by default. They take the next step of a child to another processor. Without spinning, only open and
/// stop is measured.
/// </param>
internal sealed class LifeSuite(int others, bool spins = true) : Suite
{
    private const double TimeGoal = 0.7;
    private const double BytesGoal = 1.0;
    private const int Trials = 4_000;

    public override string Name => $"{Id}-{Short(others)}";

    public override int Launches => others < 1_000_000 ? 2 : 1;

    public override IReadOnlyDictionary<string, string> Settings { get; } = spins
        ? ImmutableDictionary<string, string>.Empty
        : ImmutableDictionary<string, string>.Empty.Add("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0");

    private string Id => spins ? "life" : "life-unspun";

    public override async Task RunAsync(Lab lab)
    {
        LifeContenders contenders = await LifeContenders.AmongAsync(others).ConfigureAwait(false);
        Settle.Heap();
        lab.Compare(
            About(Id, spins ? "open and stop a child" : "open and stop a child, on a pool whose idle workers do not spin"),
            Contender.Create("open, stop", contenders.TrackerAsync), rounds: 15, milliseconds: 60,
            ("pool", Contender.Create("by hand, begun by `Task.Run`", contenders.OnThePoolAsync), TimeGoal),
            ("opener", Contender.Create("by hand, begun on the opener's thread", contenders.OnTheOpenerAsync), TimeGoal));
        if (!spins)
            return;

        lab.Compare(
            About("death", "from a child's own end to its free key"),
            Contender.Create("GenTracker", contenders.OpenMortalsAsync, contenders.DeathAsync).WithRoundsOf(2_000), rounds: 15, milliseconds: 0);

        double ours = await Allocated.ByAsync(contenders.TrackerAsync, Trials).ConfigureAwait(false);
        await CompareBytesAsync("pool", "by hand, begun by `Task.Run`", contenders.OnThePoolAsync).ConfigureAwait(false);
        await CompareBytesAsync("opener", "by hand, begun on the opener's thread", contenders.OnTheOpenerAsync).ConfigureAwait(false);

        async Task CompareBytesAsync(string id, string name, Func<int, Task<long>> theirs) =>
            lab.Add(About("life-bytes", "open and stop a child, allocated") with
            {
                Id = $"life-bytes/{Short(others)}/{id}",
                Unit = "B",
                Goal = BytesGoal,
                Theirs = name,
                OurRounds = [ours],
                TheirRounds = [await Allocated.ByAsync(theirs, Trials).ConfigureAwait(false)],
            });
    }

    private Measurement About(string id, string operation) =>
        new() { Id = $"{id}/{Short(others)}", Operation = operation, Children = others, Ours = "GenTracker" };
}
