using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;
using GenTracker.Contenders.ByHand;

namespace GenTracker.Compare.Suites;

/// <summary>The memory of a running child.</summary>
internal sealed class MemorySuite(int children) : Suite
{
    private const double Goal = 1.0;

    public override string Name => $"memory-{Short(children)}";

    public override int Launches => 1;

    public override async Task RunAsync(Lab lab)
    {
        // Warms up with few children, because some allocations happen only once.
        await Footprint.OfTrackedAsync(100).ConfigureAwait(false);
        await Footprint.OfJobsAsync(100, JobStart.OnThePool).ConfigureAwait(false);

        double plain = Footprint.OfPlain(children);
        double ours = await Footprint.OfTrackedAsync(children).ConfigureAwait(false);
        lab.Add(About("memory-plain", "the user's own object, with its key", plain));
        lab.Add(About("memory-whole", "a live child, all in all", ours));
        await CompareAsync("pool", "by hand, begun by `Task.Run`", JobStart.OnThePool).ConfigureAwait(false);
        await CompareAsync("opener", "by hand, begun on the opener's thread", JobStart.OnTheOpener).ConfigureAwait(false);

        async Task CompareAsync(string id, string name, JobStart how)
        {
            double theirs = await Footprint.OfJobsAsync(children, how).ConfigureAwait(false);
            lab.Add(About("memory", "a live child, beyond the user's own object", ours - plain) with
            {
                Id = $"memory/{Short(children)}/{id}",
                Goal = Goal,
                Theirs = name,
                TheirRounds = [theirs - plain],
            });
        }
    }

    private Measurement About(string id, string operation, double bytes) =>
        new() { Id = $"{id}/{Short(children)}", Operation = operation, Unit = "B", Children = children, Ours = "GenTracker", OurRounds = [bytes] };
}
