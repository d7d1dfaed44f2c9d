using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GenTracker.Hosting;

/// <summary>Closes a tracker with its host, at the moment that <see cref="TrackerOptions.CloseOn"/> says.</summary>
internal sealed class TrackerHostedService<TTracker>(TTracker tracker, IOptionsMonitor<TrackerOptions> options) : IHostedLifecycleService
    where TTracker : class, ITracker, ITrackerFactory<TTracker>
{
    // Read once, as the tracker reads its options.
    private readonly TrackerCloseTrigger _closeOn = options.Get(TTracker.TrackerName).CloseOn;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => CloseOnAsync(TrackerCloseTrigger.HostStopping, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => CloseOnAsync(TrackerCloseTrigger.HostStopped, cancellationToken);

    private Task CloseOnAsync(TrackerCloseTrigger trigger, CancellationToken cancellationToken) =>
        _closeOn == trigger ? tracker.CloseAsync(cancellationToken) : Task.CompletedTask;
}
