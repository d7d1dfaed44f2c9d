using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Histories.Tests;

/// <summary>A child that is found by two attributes.</summary>
[Tracker]
internal sealed partial class Member : ITrackedChild
{
    [TrackedAttr(Index = true)]
    public partial string? Team { get; set; }

    [TrackedAttr(Unique = true)]
    public partial string? Badge { get; set; }

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
