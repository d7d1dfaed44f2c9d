using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.AspNetCore.Tests;

/// <summary>A child with an attribute of each kind that JSON has, and with a secret.</summary>
[Tracker]
internal sealed partial class Device(string key) : ITrackedChild
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [TrackedAttr(Unit = "By", Metric = AttributeMetric.Total | AttributeMetric.Final)]
    public partial long Bytes { get; }

    [TrackedAttr]
    public partial bool IsOnline { get; set; }

    [TrackedAttr]
    public partial string? Owner { get; set; }

    [TrackedAttr]
    public partial TimeSpan Busy { get; }

    [TrackedAttr]
    public partial double Load { get; set; }

    [TrackedAttr]
    public partial ulong Serial { get; set; }

    [TrackedAttr]
    public partial DateTimeOffset? SeenAt { get; set; }

    [TrackedAttr]
    public partial DayOfWeek Day { get; set; }

    [TrackedAttr]
    public partial object? Note { get; set; }

    [TrackedAttr(Secret = true)]
    public partial string? Token { get; set; }

    /// <summary>Lets the run fail.</summary>
    public void Fail(Exception exception) => _end.SetException(exception);

    public Task StartAsync(CancellationToken cancellationToken) =>
        key.StartsWith("broken", StringComparison.Ordinal) ? throw new InvalidOperationException("The cable is loose.") : Task.CompletedTask;

    // A key of this name never obeys.
    public async Task RunAsync(CancellationToken stoppingToken) =>
        await (key.StartsWith("stubborn", StringComparison.Ordinal) ? _end.Task : _end.Task.WaitAsync(stoppingToken));
}
