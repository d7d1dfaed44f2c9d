using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Finds by string keys.</summary>
internal sealed class FindSuite(int children, double goal) : Suite
{
    private const double MissGoal = 0.45;

    public override string Name => $"find-{Short(children)}";

    public override int Launches => children switch
    {
        < 100_000 => 3,
        < 1_000_000 => 2,
        _ => 1,
    };

    public override async Task RunAsync(Lab lab)
    {
        FindContenders contenders = await FindContenders.WithAsync(children).ConfigureAwait(false);
        Settle.Heap();
        lab.Compare(
            About("find", "`Find` hit, string key"), Contender.Create("`Find(key)`", contenders.Tracker), rounds: 100, milliseconds: 2,
            ("dictionary", Contender.Create("`ConcurrentDictionary.TryGetValue`", contenders.Dictionary), goal),
            ("frozen", Contender.Create("`FrozenDictionary.TryGetValue` (read-only: the limit)", contenders.Frozen), null));
        lab.Compare(
            About("find-span", "`Find` hit, by characters"), Contender.Create("`Find(ReadOnlySpan<char>)`", contenders.TrackerBySpan), rounds: 60,
            milliseconds: 2,
            ("alternate", Contender.Create("`AlternateLookup.TryGetValue`", contenders.DictionaryBySpan), null));
        contenders.RewindForMisses();
        lab.Compare(
            About("find-miss", "`Find` miss, string key"), Contender.Create("`Find(key)`", contenders.TrackerMiss), rounds: 60, milliseconds: 2,
            ("dictionary", Contender.Create("`ConcurrentDictionary.TryGetValue`", contenders.DictionaryMiss), MissGoal));
    }

    private Measurement About(string id, string operation) =>
        new() { Id = $"{id}/{Short(children)}", Operation = operation, Children = children, Ours = "GenTracker" };
}
