using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>A child as a user writes it: what stands beside it is generated.</summary>
[Tracker]
internal sealed partial class Stream(string key, int channel) : ITrackedChild
{
    [TrackedAttr] public partial bool Hds { get; set; }

    [TrackedAttr] public partial long BytesIn { get; }

    [TrackedAttr] public partial int Viewers { get; private set; }

    [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

    public string Name => $"{key} on {channel}";

    public Task RunAsync(CancellationToken stoppingToken) => Probe.RunUntilStopped(stoppingToken);
}
