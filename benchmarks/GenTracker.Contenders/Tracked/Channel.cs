using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Contenders.Tracked;

/// <summary>A tracked child with the attributes of the README's example. It only waits for its end.</summary>
[Tracker]
public sealed partial class Channel(string key) : ITrackedChild
{
    private readonly EndSignal _end = new();

    [TrackedAttr] public partial bool Hds { get; set; }

    [TrackedAttr] public partial long BytesIn { get; }

    [TrackedAttr] public partial int Viewers { get; private set; }

    [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

    public string Name => key;

    public Task RunAsync(CancellationToken stoppingToken) => _end.WaitAsync(stoppingToken);

    /// <summary>Ends the run.</summary>
    public void End() => _end.TrySetResult();
}
