using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans;

namespace GenTracker.Cluster;

/// <summary>A child with what goes into a checkpoint: two counters and a text.</summary>
[Tracker, Clustered]
public sealed partial class Tally : ITrackedChild
{
    [TrackedAttr(Survives = true)]
    public partial long BytesIn { get; }

    [TrackedAttr(Survives = true)]
    public partial long BytesOut { get; }

    [TrackedAttr(Survives = true, Default = "the news of this evening")]
    public partial string Title { get; set; }

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
