using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Contenders.Tracked;

/// <summary>A tracked child with a 16-byte key.</summary>
[Tracker<Guid>]
public sealed partial class GuidChannel : ITrackedChild
{
    private readonly EndSignal _end = new();

    public Task RunAsync(CancellationToken stoppingToken) => _end.WaitAsync(stoppingToken);
}
