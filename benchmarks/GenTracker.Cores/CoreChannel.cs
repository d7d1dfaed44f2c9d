using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Cores;

/// <summary>A child that only waits for its end.</summary>
[Tracker]
public sealed partial class CoreChannel : ITrackedChild
{
    [TrackedAttr] public partial long BytesIn { get; }

    public async Task RunAsync(CancellationToken stoppingToken) =>
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
