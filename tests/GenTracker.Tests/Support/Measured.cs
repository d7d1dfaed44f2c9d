using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>A generated child with each kind of metric. It counts as a test wants in its constructor, its start and its run.</summary>
[Tracker]
internal sealed partial class Measured : ITrackedChild
{
    private readonly Func<Measured, Task>? _start;
    private readonly Func<Measured, CancellationToken, Task>? _run;

    public Measured(long counted = 0, Func<Measured, Task>? start = null, Func<Measured, CancellationToken, Task>? run = null)
    {
        _start = start;
        _run = run;
        if (counted > 0)
        {
            IncrementBytesIn(counted);
            IncrementKept((ulong)counted);
        }
    }

    [TrackedAttr(Metric = AttributeMetric.Total | AttributeMetric.Final | AttributeMetric.PerChild, Unit = "By")]
    public partial long BytesIn { get; }

    [TrackedAttr(Metric = AttributeMetric.Total | AttributeMetric.PerChild, Survives = true)]
    public partial ulong Kept { get; }

    [TrackedAttr(Metric = AttributeMetric.Total, Survives = true, Striped = true)]
    private partial long Spread { get; }

    [TrackedAttr(Metric = AttributeMetric.Total | AttributeMetric.Final)]
    public partial TimeSpan Busy { get; }

    [TrackedAttr(Metric = AttributeMetric.Sum, Unit = "{viewer}")]
    public partial int Viewers { get; set; }

    [TrackedAttr(Metric = AttributeMetric.Sum | AttributeMetric.PerChild)]
    public partial bool Live { get; set; }

    [TrackedAttr(Metric = AttributeMetric.PerChild)]
    public partial double Load { get; set; }

    public void CountSpread(long delta) => TryIncrementSpread(delta);

    public Task StartAsync(CancellationToken cancellationToken) => _start?.Invoke(this) ?? Task.CompletedTask;

    public Task RunAsync(CancellationToken stoppingToken) => _run?.Invoke(this, stoppingToken) ?? Probe.RunUntilStopped(stoppingToken);
}
