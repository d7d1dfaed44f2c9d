using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.AspNetCore.Browser.Tests.Application;

/// <summary>A child with an attribute of each kind that the page shows in its own way.</summary>
[Tracker]
internal sealed partial class LiveStream : ITrackedChild
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [TrackedAttr]
    public partial bool Online { get; set; }

    [TrackedAttr(Unit = "By", Metric = AttributeMetric.Total)]
    public partial long BytesIn { get; }

    [TrackedAttr(Survives = true)]
    public partial int Viewers { get; set; }

    [TrackedAttr(Default = "untitled")]
    public partial string Title { get; set; }

    [TrackedAttr]
    public partial TimeSpan Delay { get; set; }

    [TrackedAttr]
    public partial DateTimeOffset? LastPacket { get; set; }

    [TrackedAttr(Secret = true)]
    public partial string? Token { get; set; }

    /// <summary>Ends the run with an exception.</summary>
    public void Fail(Exception exception) => _end.TrySetException(exception);

    public Task RunAsync(CancellationToken stoppingToken) => _end.Task.WaitAsync(stoppingToken);
}
