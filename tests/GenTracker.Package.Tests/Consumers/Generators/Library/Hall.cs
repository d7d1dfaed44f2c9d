using GenTracker;

namespace Halls;

/// <summary>A hall. Nothing is declared by hand: generators of another project see it as it is compiled.</summary>
[Tracker]
public sealed partial class Hall : ITrackedChild
{
    /// <summary>Who is in it.</summary>
    [TrackedAttr] public partial int Guests { get; }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
