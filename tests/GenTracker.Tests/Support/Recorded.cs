using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>A generated child that counts once in its start, and runs until its token fires or a task of the test ends.</summary>
[Tracker]
internal sealed partial class Recorded(
    Task? run = null, Exception? failure = null, Func<CancellationToken, Task>? onStart = null, Func<CancellationToken, Task>? onRun = null) : ITrackedChild
{
    [TrackedAttr]
    public partial long Count { get; }

    [TrackedAttr]
    public partial object? Tag { get; set; }

    [TrackedAttr(Secret = true)]
    public partial string? Token { get; set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (failure is null)
            return onStart?.Invoke(cancellationToken) ?? Task.CompletedTask;
        IncrementCount();
        return Task.FromException(failure);
    }

    public Task RunAsync(CancellationToken stoppingToken) => onRun is not null ? onRun(stoppingToken)
        : run is null ? Probe.RunUntilStopped(stoppingToken)
        : run.WaitAsync(stoppingToken);
}
