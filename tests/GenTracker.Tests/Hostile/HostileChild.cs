using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;

namespace GenTracker.Tests.Hostile;

/// <summary>A child of a hostile key that fails where a test wants it to, and that cannot be printed.</summary>
[Tracker<HostileKey>]
internal sealed partial class HostileChild : ITrackedChild, IDisposable
{
    [TrackedAttr] public partial int Users { get; }

    public Func<CancellationToken, Task> OnStart { get; set; } = static _ => Task.CompletedTask;

    public Func<CancellationToken, Task> OnRun { get; set; } = Probe.RunUntilStopped;

    public Action OnAfterTerminate { get; set; } = static () => { };

    public Action OnDispose { get; set; } = static () => { };

    public int Disposals { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken) => OnStart(cancellationToken);

    public Task RunAsync(CancellationToken stoppingToken) => OnRun(stoppingToken);

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        OnAfterTerminate();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        Disposals++;
        OnDispose();
    }

    public override string ToString() => throw new InvalidOperationException("must not be read");
}
