using GenTracker;

namespace Sessions;

/// <summary>A session as the library knows it.</summary>
[Tracker]
public partial class Session : ITrackedChild
{
    /// <summary>Bytes sent.</summary>
    [TrackedAttr] public partial long Sent { get; }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}

/// <summary>What both projects have under one name, each for itself.</summary>
[Tracker<int>]
internal sealed partial class Line
{
    /// <summary>Its number.</summary>
    [TrackedAttr] public partial int Number { get; set; }
}
