using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using Microsoft.Extensions.Hosting;

namespace GenTracker.Hosting;

/// <summary>
/// Closes a tracker when its host begins to stop, before any hosted service stops. Otherwise a server would wait for requests that only the tracker can end,
/// such as endless streams.
/// </summary>
internal sealed class TrackerHostedService<TTracker>(TTracker tracker) : IHostedLifecycleService
    where TTracker : class, ITracker
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => tracker.CloseAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
