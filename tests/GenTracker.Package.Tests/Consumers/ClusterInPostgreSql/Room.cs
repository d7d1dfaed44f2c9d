using GenTracker;
using GenTracker.Orleans;

namespace Acme;

/// <summary>A room that is reopened after all nodes have ended.</summary>
[Tracker, Clustered]
public sealed partial class Room(string key) : ITrackedChild
{
    [TrackedAttr]
    public partial int Guests { get; }

    public override string ToString() => key;

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
