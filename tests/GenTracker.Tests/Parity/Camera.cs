using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;

namespace GenTracker.Tests.Parity;

/// <summary>
/// A source of video, as the original's users had them: opened with an address, with attributes that others set and count, and with termination callback.
/// The script says what it does otherwise than to start at once and to run until it is stopped.
/// </summary>
[Tracker]
internal sealed partial class Camera : ITrackedChild, IDisposable
{
    public Camera(string url, Action<Camera>? script = null)
    {
        Url = url;
        script?.Invoke(this);
    }

    [TrackedAttr] public partial bool Online { get; set; }

    [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

    [TrackedAttr] public partial long BytesIn { get; }

    [TrackedAttr(Survives = true)] public partial long BytesEver { get; }

    [TrackedAttr] public partial int Viewers { get; private set; }

    public string Url { get; }

    public Func<CancellationToken, Task> OnStart { get; set; } = static _ => Task.CompletedTask;

    public Func<CancellationToken, Task> OnRun { get; set; } = Probe.RunUntilStopped;

    public Func<ChildExit, CancellationToken, Task> OnAfterTerminate { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Whether its code runs: from its start, or its making where it is adopted, to the end of its run.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>How often its termination callback were had.</summary>
    public int TerminationCallbacks { get; private set; }

    public bool IsDisposed { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken) => OnStart(cancellationToken);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await OnRun(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            IsAlive = false;
        }
    }

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        TerminationCallbacks++;
        return OnAfterTerminate(exit, cancellationToken);
    }

    public void Dispose() => IsDisposed = true;
}
