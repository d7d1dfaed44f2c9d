using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>A child under a <see cref="HookedKey"/>.</summary>
[Tracker<HookedKey>]
internal sealed partial class Hooked : ITrackedChild
{
    public Task RunAsync(CancellationToken stoppingToken) => Probe.RunUntilStopped(stoppingToken);
}
