using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using Microsoft.Extensions.Logging;

namespace Company.Application;

/// <summary>One of many that run on their own, found by key. Its tracker is generated: Child1Tracker.</summary>
/// <param name="key">Its key.</param>
/// <param name="log">The log.</param>
#if (key == "string")
[Tracker]
#else
[Tracker<KEYTYPE>]
#endif
public sealed partial class Child1(KEYTYPE key, [Injected] ILogger<Child1> log) : ITrackedChild
{
    /// <summary>What it has done so far: everybody may count it and read it at any time, and nobody may overwrite it.</summary>
    [TrackedAttr] public partial long Done { get; }

    /// <summary>What it is doing.</summary>
    [TrackedAttr(Default = "starting")] public partial string Status { get; private set; }

    /// <summary>Runs before anybody finds the child. A failure here is the failure of the open.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The child's life, until it returns or is stopped.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        Status = "running";
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            IncrementDone();
        }
    }

    /// <summary>Runs once after each end. The attributes are final here.</summary>
    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        log.LogInformation("{Key} ended: {Reason}, {Done} done", key, exit.Reason, Done);
        return Task.CompletedTask;
    }
}
