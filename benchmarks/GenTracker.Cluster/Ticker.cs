using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans;

namespace GenTracker.Cluster;

/// <summary>A child that says again and again that it runs, where a fence guards.</summary>
[Tracker, Clustered]
public sealed partial class Ticker(string key, [Injected] TickWriter writer) : ITrackedChild
{
    [TrackedAttr]
    public partial long Ticks { get; }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await writer.WriteAsync(key, Incarnation, stoppingToken);
            IncrementTicks();
            await Task.Delay(writer.Period, stoppingToken);
        }
    }
}
