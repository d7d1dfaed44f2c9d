using System.Threading.Tasks;
using GenTracker.ClusterContenders;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Suites;

/// <summary>What a cluster costs for children of the own node.</summary>
internal sealed class ClusterSuite : Suite
{
    private const int Children = 10_000;

    public override string Name => "cluster";

    public override int Launches => 2;

    public override async Task RunAsync(Lab lab)
    {
        LocalContenders contenders = await LocalContenders.StartAsync(lab.Quick ? Children / 10 : Children).ConfigureAwait(false);
        Settle.Heap();
        lab.Compare(
            About("find", "find a child of the own node"), Contender.Create("`FindLocal` of a cluster", contenders.FindLocal), rounds: 60, milliseconds: 2,
            ("tracker", Contender.Create("`Find` of a tracker", contenders.Find), null));
        lab.Compare(
            About("count", "count by key on a child of the own node"),
            Contender.Create("`IncrementXAsync` of a cluster", contenders.CountByClusterAsync), rounds: 60, milliseconds: 2,
            ("tracker", Contender.Create("`IncrementX` of a tracker by key", contenders.Count), null));
        await contenders.DisposeAsync().ConfigureAwait(false);
    }

    private static Measurement About(string id, string operation) =>
        new() { Id = $"cluster/{id}", Operation = operation, Children = Children, Ours = "GenTracker" };
}
