using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Finds by keys of other types.</summary>
internal sealed class KeyTypeSuite : Suite
{
    private const int Children = 100_000;

    public override string Name => "find-keys";

    public override int Launches => 2;

    public override async Task RunAsync(Lab lab)
    {
        KeyTypeContenders contenders = await KeyTypeContenders.WithAsync(Children).ConfigureAwait(false);
        Settle.Heap();
        lab.Compare(
            About("find-long", "`Find` hit, `long` key"), Contender.Create("`Find(long)`", contenders.TrackerByLong), rounds: 60, milliseconds: 2,
            ("dictionary", Contender.Create("`ConcurrentDictionary<long, T>`", contenders.DictionaryByLong), null));
        lab.Compare(
            About("find-guid", "`Find` hit, `Guid` key"), Contender.Create("`Find(Guid)`", contenders.TrackerByGuid), rounds: 60, milliseconds: 2,
            ("dictionary", Contender.Create("`ConcurrentDictionary<Guid, T>`", contenders.DictionaryByGuid), null));
        lab.Compare(
            About("find-caseless", "`Find` hit, whatever the case"), Contender.Create("`Find(key)`", contenders.TrackerCaseless), rounds: 60, milliseconds: 2,
            ("dictionary", Contender.Create("`ConcurrentDictionary` with `OrdinalIgnoreCase`", contenders.DictionaryCaseless), null));
    }

    private static Measurement About(string id, string operation) =>
        new() { Id = $"{id}/{Short(Children)}", Operation = operation, Children = Children, Ours = "GenTracker" };
}
