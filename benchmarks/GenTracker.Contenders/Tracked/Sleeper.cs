using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Contenders.Tracked;

/// <summary>A tracked child that waits in <see cref="Task.Delay(int, CancellationToken)"/> until it is cancelled, as most code does that only waits.</summary>
[Tracker]
public sealed partial class Sleeper : ITrackedChild
{
    [TrackedAttr] public partial long BytesIn { get; }

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
