using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>A child under a <see cref="HookedKey"/>.</summary>
[Tracker<HookedKey>]
internal sealed partial class Hooked : ITrackedChild
{
    [TrackedAttr] public partial int Users { get; }

    public Action? OnAfterTerminate { get; init; }

    public Task RunAsync(CancellationToken stoppingToken) => Probe.RunUntilStopped(stoppingToken);

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        OnAfterTerminate?.Invoke();
        return Task.CompletedTask;
    }
}
