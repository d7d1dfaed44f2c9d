using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Contenders.Tracked;

/// <summary>A tracked child whose keys ignore case.</summary>
[Tracker(KeyComparison = StringComparison.OrdinalIgnoreCase)]
public sealed partial class CaselessChannel : ITrackedChild
{
    private readonly EndSignal _end = new();

    public Task RunAsync(CancellationToken stoppingToken) => _end.WaitAsync(stoppingToken);
}
