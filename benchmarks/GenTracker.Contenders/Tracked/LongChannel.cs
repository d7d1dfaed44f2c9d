using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Contenders.Tracked;

/// <summary>A tracked child with a numeric key.</summary>
[Tracker<long>]
public sealed partial class LongChannel : ITrackedChild
{
    private readonly EndSignal _end = new();

    public Task RunAsync(CancellationToken stoppingToken) => _end.WaitAsync(stoppingToken);
}
