using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Telemetry.Tests;

/// <summary>A child with each kind of metric, and with a secret.</summary>
[Tracker]
internal sealed partial class LiveStream : ITrackedChild
{
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [TrackedAttr(Metric = AttributeMetric.Total | AttributeMetric.Final, Unit = "By")]
    public partial long BytesIn { get; }

    [TrackedAttr(Metric = AttributeMetric.Sum, Unit = "{viewer}")]
    public partial int Viewers { get; set; }

    [TrackedAttr(Metric = AttributeMetric.PerChild, Unit = "1")]
    public partial double Load { get; set; }

    [TrackedAttr(Secret = true)]
    public partial string? Token { get; set; }

    /// <summary>Lets it fail.</summary>
    public void Break() => _broken.TrySetException(new InvalidOperationException("lost the source"));

    public Task RunAsync(CancellationToken stoppingToken) => _broken.Task.WaitAsync(stoppingToken);
}
