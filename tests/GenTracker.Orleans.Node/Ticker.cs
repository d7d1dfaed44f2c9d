using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Orleans.Node;

/// <summary>A child that writes into a table with a fence, as long as it runs, and in its termination callback.</summary>
[Tracker, Clustered]
public sealed partial class Ticker(string key, [Injected] TickTable table) : ITrackedChild
{
    [TrackedAttr(Survives = true)] public partial long Ticks { get; }
#if LATER
    /// <summary>What a later version of the class has more.</summary>
    [TrackedAttr(Survives = true)] public partial int Viewers { get; }

    [TrackedCall]
    public int Join(int count)
    {
        IncrementViewers(count);
        return Viewers;
    }
#endif

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await table.WriteAsync(key, Incarnation, "tick", Ticks, stoppingToken);
            IncrementTicks();
            await Task.Delay(TimeSpan.FromMilliseconds(50), stoppingToken);
        }
    }

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) =>
        table.WriteAsync(key, Incarnation, exit.Reason.ToString(), Ticks, cancellationToken);
}
