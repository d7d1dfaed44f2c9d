using GenTracker;

namespace Devices;

[Tracker]
internal sealed partial class Device(string key, int port) : ITrackedChild
{
    [TrackedAttr] internal partial long Packets { get; }

    public string Address => $"{key}:{port}";

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
