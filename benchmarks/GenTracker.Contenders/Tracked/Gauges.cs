using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Contenders.Tracked;

/// <summary>A tracked child with an attribute of each kind of slot.</summary>
[Tracker]
public sealed partial class Gauges : ITrackedChild
{
    private readonly EndSignal _end = new();

    [TrackedAttr] public partial long Counter { get; }

    [TrackedAttr(Striped = true)] public partial long Striped { get; }

    [TrackedAttr] public partial long Number { get; set; }

    [TrackedAttr] public partial int Level { get; set; }

    [TrackedAttr] public partial int Viewers { get; private set; }

    [TrackedAttr] public partial bool Flag { get; set; }

    [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

    [TrackedAttr] public partial Guid Session { get; set; }

    public Task RunAsync(CancellationToken stoppingToken) => _end.WaitAsync(stoppingToken);

    /// <summary>Increments a counter that only the child itself may change.</summary>
    public int CountViewer() => IncrementViewers();
}
