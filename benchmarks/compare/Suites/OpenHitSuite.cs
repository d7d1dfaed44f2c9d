using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Find-or-open of running children.</summary>
internal sealed class OpenHitSuite(int children) : Suite
{
    private const double Goal = 0.5;

    public override string Name => $"hit-{Short(children)}";

    public override int Launches => children < 1_000_000 ? 2 : 1;

    public override async Task RunAsync(Lab lab)
    {
        OpenHitContenders contenders = await OpenHitContenders.WithAsync(children).ConfigureAwait(false);
        Settle.Heap();
        lab.Compare(
            new Measurement { Id = $"hit/{Short(children)}", Operation = "`FindOrOpenAsync` hit, with its await", Children = children, Ours = "GenTracker" },
            Contender.Create("`FindOrOpenAsync`", contenders.TrackerAsync), rounds: 80, milliseconds: 2,
            ("lazy", Contender.Create("`GetOrAdd` of `Lazy<Task<Job>>`", contenders.LazyAsync), Goal),
            ("lock", Contender.Create("`GetOrAdd` of a lock for each key", contenders.LockedAsync), null));
    }
}
