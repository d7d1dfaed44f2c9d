using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Contenders.Tracked;

/// <summary>A tracked child that is found by two of its attributes, and not by a third of the same type.</summary>
[Tracker]
public sealed partial class OwnedChannel : ITrackedChild
{
    private readonly EndSignal _end = new();

    [TrackedAttr] public partial long BytesIn { get; }

    [TrackedAttr] public partial string? Title { get; set; }

    [TrackedAttr(Index = true)] public partial string? Owner { get; set; }

    [TrackedAttr(Unique = true)] public partial string? Token { get; set; }

    public Task RunAsync(CancellationToken stoppingToken) => _end.WaitAsync(stoppingToken);
}
