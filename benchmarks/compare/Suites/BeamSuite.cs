using System;
using System.Threading.Tasks;
using GenTracker.Compare.Beam;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Compares with gen_tracker on the BEAM. The two processes alternate: while one works, the other waits.</summary>
internal sealed class BeamSuite : Suite
{
    private const int Many = 100_000;
    private const int Listed = 10_000;
    private const int Attributes = 3;

    public override string Name => "beam";

    public override int Launches => 1;

    public override async Task RunAsync(Lab lab)
    {
        await CompareLivesAsync(lab).ConfigureAwait(false);
        await CompareManyAsync(lab).ConfigureAwait(false);
        await CompareListsAsync(lab).ConfigureAwait(false);
    }

    private static async Task CompareLivesAsync(Lab lab)
    {
        LifeContenders ours = await LifeContenders.AmongAsync(0).ConfigureAwait(false);
        await using BeamProcess beam = await BeamProcess.StartAsync().ConfigureAwait(false);
        Compare(
            lab, beam, 0, "life", "open and stop a child, with no others", Contender.Create("open, stop", ours.TrackerAsync), rounds: 20, milliseconds: 20,
            faster: 15, ("server", "life", 500, "start and `delete_child`"));
        await ours.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task CompareManyAsync(Lab lab)
    {
        int children = lab.Quick ? Many / 10 : Many;
        CrowdContenders ours = await CrowdContenders.CreateAsync(children).ConfigureAwait(false);
        await using BeamProcess beam = await BeamProcess.StartAsync().ConfigureAwait(false);
        double before = beam.Do("memory", 1);
        beam.Do("fill", children);
        lab.Add(
            About(children, "memory", "a live child without attributes, all in all, on the BEAM") with
            {
                Unit = "B",
                Ours = "BEAM",
                OurRounds = [(beam.Do("memory", 1) - before) / children],
            });
        beam.Do("attrs", Attributes);
        Settle.Heap();

        const int Rounds = 40;
        Compare(
            lab, beam, children, "find", "find, random keys", Contender.Create("`Find(key)`", ours.Find), Rounds, 5, faster: 5,
            ("ets", "find", 10_000, "`ets:lookup`"));
        Compare(
            lab, beam, children, "count-one", "count on one child", Contender.Create("`IncrementX` of a child that is held", ours.CountOne), Rounds, 5,
            faster: 50,
            ("ets", "count_one", 20_000, "`ets:update_counter`"));
        Compare(
            lab, beam, children, "count-held", "count on random children", Contender.Create("`IncrementX` of children that are held", ours.CountHeld), Rounds,
            5, faster: null,
            ("ets", "count", 10_000, "`ets:update_counter`"));
        Compare(
            lab, beam, children, "count-by-key", "count on random children by key", Contender.Create("`IncrementX(key)`", ours.CountByKey), Rounds, 5,
            faster: null,
            ("ets", "count", 10_000, "`ets:update_counter`"));
        Compare(
            lab, beam, children, "set-one", "set an attribute of one child", Contender.Create("the setter of a child that is held", ours.SetOne), Rounds, 5,
            faster: 500,
            ("setter", "set_one", 2_000, "a call of the setter process, as gen_tracker does"));
        Compare(
            lab, beam, children, "set-by-key", "set an attribute of random children by key", Contender.Create("`Find(key)`, then the setter", ours.SetByKey),
            Rounds, 5, faster: null,
            ("setter", "set", 2_000, "a call of the setter process, as gen_tracker does"));
        Compare(
            lab, beam, children, "insert-by-key", "the same against an insert without the process",
            Contender.Create("`Find(key)`, then the setter", ours.SetByKey), Rounds, 5, faster: null,
            ("insert", "insert", 10_000, "`ets:insert`, which gen_tracker gave up"));
        Compare(
            lab, beam, children, "death", "from death to a free key, 3 attributes each",
            Contender.Create("GenTracker", ours.ReviveAsync, ours.DieAsync).WithRoundsOf(200),
            rounds: 15, milliseconds: 0, faster: 5_000, ("scan", "death", 1, "proxy, scan of all attributes"));
        await ours.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task CompareListsAsync(Lab lab)
    {
        int children = lab.Quick ? Listed / 10 : Listed;
        CrowdContenders ours = await CrowdContenders.CreateAsync(children).ConfigureAwait(false);
        await using BeamProcess beam = await BeamProcess.StartAsync().ConfigureAwait(false);
        beam.Do("fill", children);
        beam.Do("attrs", 1);
        Settle.Heap();
        var list = Contender.Create("a list of the tracker", ours.List);
        Compare(
            lab, beam, children, "list", "list all children with one attribute", list, rounds: 2, milliseconds: 10, faster: 5_000,
            ("scan", "list", 1, "as gen_tracker does: a scan for each child"));
        Compare(
            lab, beam, children, "fair-list", "the same against a lookup for each child", list, rounds: 20, milliseconds: 10, faster: null,
            ("lookup", "fair_list", 1, "`ets:lookup` for each child"));
        await ours.DisposeAsync().ConfigureAwait(false);
    }

    private static void Compare(
        Lab lab, BeamProcess beam, int children, string id, string operation, Contender ours, int rounds, double milliseconds, double? faster,
        (string Id, string Operation, int Count, string Name) theirs) => lab.Compare(
            About(children, id, operation), ours, rounds, milliseconds,
            (theirs.Id, Contender.SelfTimed(theirs.Name, count => beam.Do(theirs.Operation, count)).WithRoundsOf(theirs.Count),
                faster is { } times ? 1 / times : null));

    private static Measurement About(int children, string id, string operation) =>
        new() { Id = $"beam-{id}/{Short(children)}", Operation = operation, Children = children, Ours = "GenTracker" };
}
