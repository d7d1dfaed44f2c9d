using GenTracker;

namespace Library;

/// <summary>A room that the library offers to applications.</summary>
[Tracker]
public sealed partial class Room(string key) : ITrackedChild
{
    /// <summary>Guests in it.</summary>
    [TrackedAttr] public partial int Guests { get; set; }

    /// <summary>What is at its door.</summary>
    public string Sign => "room " + key;

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
