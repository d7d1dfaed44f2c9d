using System.Threading;
using System.Threading.Tasks;

namespace GenTracker;

/// <summary>
/// A child that a tracker can open: it is constructed, started, run, and restarted as the tracker's <see cref="RestartPolicy"/> says.
/// All of its code runs on the thread pool, without the opener's execution or synchronization context.
/// </summary>
public interface ITrackedChild : IAfterTerminate
{
    /// <summary>Makes the child ready. It can be found only when this has succeeded; its openers wait until then.</summary>
    /// <param name="cancellationToken">Fires when the key is stopped meanwhile, the tracker closes, or <see cref="TrackerOptions.StartTimeout"/> has passed.</param>
    /// <returns>A task whose failure reaches every opener as <see cref="ChildStartException"/>.</returns>
    Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The child's life. When the task ends the child ends: as <see cref="ExitReason.Completed"/>, or as <see cref="ExitReason.Failed"/> with its exception.</summary>
    /// <param name="stoppingToken">Fires when the child shall end. A child that has not ended <see cref="TrackerOptions.StopTimeout"/> later is given up.</param>
    /// <returns>A task that lasts as long as the child lives.</returns>
    Task RunAsync(CancellationToken stoppingToken);
}
