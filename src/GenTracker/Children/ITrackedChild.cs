using System.Threading;
using System.Threading.Tasks;

namespace GenTracker;

/// <summary>
/// A child that a tracker can open: the tracker constructs it, starts it, runs it, and restarts it according to its <see cref="RestartPolicy"/>. All code
/// of the child runs on the thread pool, without the opener's execution context and synchronization context. But <see cref="RunAsync"/> of a child that is
/// <see cref="TrackerOptions.LongRunning"/> has a thread of its own, and an end runs on a thread of GenTracker if child code blocks all threads of the pool.
/// </summary>
public interface ITrackedChild : IAfterTerminate
{
    /// <summary>Prepares the child. The child can be found, and its openers continue, only after this method has succeeded.</summary>
    /// <param name="cancellationToken">
    /// Fires if the key is stopped meanwhile, the tracker closes, or <see cref="TrackerOptions.StartTimeout"/> has elapsed.
    /// </param>
    /// <returns>A task. If it fails, every opener gets a <see cref="ChildStartException"/>.</returns>
    Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Runs the child. When the task completes, the child ends: as <see cref="ExitReason.Completed"/>, or as <see cref="ExitReason.Failed"/> with the task's
    /// exception.
    /// </summary>
    /// <param name="stoppingToken">
    /// Fires when the child must end, and also if it ends by itself, so that what was begun on the token ends with it. The attributes are sealed when the run
    /// has ended and the callbacks on the token have returned. If they have not after <see cref="TrackerOptions.StopTimeout"/>, the child is abandoned.
    /// </param>
    /// <returns>A task that lasts as long as the child.</returns>
    Task RunAsync(CancellationToken stoppingToken);
}
