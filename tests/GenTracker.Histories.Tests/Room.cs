using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Histories.Tests;

/// <summary>A child with a text as its key.</summary>
[Tracker]
internal sealed partial class Room : ITrackedChild
{
    [TrackedAttr]
    public partial long Visits { get; }

    [TrackedAttr]
    public partial int Seats { get; }

    [TrackedAttr]
    public partial decimal Mark { get; set; }

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
