using System.Threading;
using System.Threading.Tasks;
using GenTracker.Contenders;
using GenTracker.Orleans;

namespace GenTracker.ClusterContenders;

/// <summary>A child that a cluster shares, with the counter of a <see cref="Contenders.Tracked.Channel"/>.</summary>
[Tracker, Clustered]
public sealed partial class ClusteredChannel : ITrackedChild
{
    private readonly EndSignal _end = new();

    [TrackedAttr] public partial long BytesIn { get; }

    public Task RunAsync(CancellationToken stoppingToken) => _end.WaitAsync(stoppingToken);
}
