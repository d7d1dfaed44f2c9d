using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Oracles;
using Microsoft.Extensions.Logging;

namespace GenTracker.Soak.Children;

/// <summary>
/// The child of the soak: it does what its script says, and its oracle checks what happens to it. It is opened by its constructor or a function,
/// or adopted.
/// </summary>
[Tracker]
internal partial class ProbeChild : ITrackedChild, IAsyncDisposable
{
    public const string NoTitle = "untitled";

    public ProbeChild(string key, ChildScript script, [Injected] ScopedService service, [Injected] ILogger<ProbeChild> log)
    {
        Oracle = new ChildOracle(script, this, service);
        Oracle.OnConstructing();

        // A question to the logger, which may throw.
        CanTrace = key.Length > 0 && log.IsEnabled(LogLevel.Trace);
    }

    public ChildOracle Oracle { get; }

    public bool CanTrace { get; }

    [TrackedAttr] public partial long Count { get; }
    [TrackedAttr] public partial long ByKey { get; }
    [TrackedAttr] public partial int Busy { get; }
    [TrackedAttr] public partial long Guests { get; }
    [TrackedAttr(Striped = true)] public partial long Total { get; }
    [TrackedAttr(Survives = true)] public partial long Lasting { get; }
    [TrackedAttr] public partial int Seats { get; set; }
    [TrackedAttr] public partial long Peak { get; set; }
    [TrackedAttr] public partial FourWords Stamp { get; set; }
    [TrackedAttr(Default = NoTitle)] public partial string Title { get; set; }

    public Task StartAsync(CancellationToken cancellationToken) => Oracle.Start(cancellationToken)!;

    public Task RunAsync(CancellationToken stoppingToken) => Oracle.Run(stoppingToken)!;

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Oracle.AfterTerminateAsync(exit, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Oracle.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
