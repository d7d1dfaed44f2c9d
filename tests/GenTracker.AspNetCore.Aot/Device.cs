using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.AspNetCore.Aot;

/// <summary>A child with an attribute of each kind that JSON has.</summary>
[Tracker]
internal sealed partial class Device : ITrackedChild
{
    [TrackedAttr(Unit = "By", Metric = AttributeMetric.Total)]
    public partial long Bytes { get; }

    [TrackedAttr]
    public partial double Load { get; set; }

    [TrackedAttr]
    public partial bool IsOnline { get; set; }

    [TrackedAttr]
    public partial DayOfWeek Day { get; set; }

    [TrackedAttr]
    public partial TimeSpan Busy { get; }

    [TrackedAttr]
    public partial string? Owner { get; set; }

    [TrackedAttr(Secret = true)]
    public partial string? Token { get; set; }

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
