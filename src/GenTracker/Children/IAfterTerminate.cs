using System.Threading;
using System.Threading.Tasks;

namespace GenTracker;

/// <summary>Implemented by a child that does something after its end. An adopted child may implement it too.</summary>
public interface IAfterTerminate
{
    /// <summary>
    /// Called exactly once for each child that started successfully or was adopted, after its run has ended and its attributes are sealed. They hold their
    /// final values, and to write one throws <see cref="ChildTerminatedException"/>. The key is still taken while this method runs.
    /// </summary>
    /// <param name="exit">Why and when the child ended, and whether a restart is planned.</param>
    /// <param name="cancellationToken">
    /// Fires after <see cref="TrackerOptions.AfterTerminateTimeout"/>. The key is then freed, whether or not this method has ended.
    /// </param>
    /// <returns>A task that completes with the work. An exception is logged and has no other effect.</returns>
    Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => DefaultAfterTerminate.Create(this);
}
