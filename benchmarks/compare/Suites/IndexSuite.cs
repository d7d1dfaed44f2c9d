using System;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Compare.Rendering;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Finds children by their attributes, and sets those attributes.</summary>
internal sealed class IndexSuite : Suite
{
    private const int Children = 100_000;
    private const int GroupSize = 1_000;
    private const int OperationsInWarmUp = 40;
    private const int OperationsInRound = 4;
    private const double UniqueGoal = 1.2;

    public override string Name => "index";

    public override async Task RunAsync(Lab lab)
    {
        IndexContenders contenders = await IndexContenders.WithAsync(Children, GroupSize).ConfigureAwait(false);
        Settle.Heap();
        lab.Compare(
            About("unique", "find by a unique attribute"), Contender.Create("`FindByX`", contenders.FindByToken), rounds: 60, milliseconds: 2,
            ("find", Contender.Create("`Find` by the key", contenders.Find), UniqueGoal));

        // The groups are of equal size until children are moved.
        lab.Compare(
            About("members", $"enumerate a group of {Figures.Count(GroupSize)}"),
            Contender.Create("`FindByX`", contenders.Members), rounds: 40, milliseconds: 2,
            ("sets", Contender.Create("a set in a `ConcurrentDictionary`, by hand", contenders.MembersByHand), null));
        lab.Compare(
            About("group", $"enumerate a group of {Figures.Count(GroupSize)}, and read an attribute of each child"),
            Contender.Create("`FindByX`", contenders.Groups), rounds: 40, milliseconds: 2,
            ("sets", Contender.Create("a set in a `ConcurrentDictionary`, by hand", contenders.SetsByHand), null),
            ("linq", Long("LINQ over all children", contenders.Scans), null));
        lab.Compare(
            About("query", "the 50 children with the highest count"), Long("`ITrackerMonitor.Query`", contenders.Query), rounds: 15, milliseconds: 0,
            ("linq", Long("`GetChildren` and LINQ", contenders.SortedList), null));
        lab.Compare(
            About("set", "set an indexed attribute"), Contender.Create("the setter", contenders.SetIndexed), rounds: 60, milliseconds: 2,
            ("plain", Contender.Create("the setter of an attribute without an index", contenders.SetPlain), null),
            ("sets", Contender.Create("a move between sets by hand", contenders.MoveByHand), null));
    }

    /// <summary>An operation that visits all children: a few make a round.</summary>
    private static Contender Long(string name, Func<int, long> run)
    {
        run(OperationsInWarmUp);
        return Contender.Create(name, run).WithRoundsOf(OperationsInRound);
    }

    private static Measurement About(string id, string operation) =>
        new() { Id = $"index-{id}/{Short(Children)}", Operation = operation, Children = Children, Ours = "GenTracker" };
}
