using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Histories.Tests;

/// <summary>A child with a number as its key.</summary>
[Tracker<int>]
internal sealed partial class Locker : ITrackedChild
{
    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
