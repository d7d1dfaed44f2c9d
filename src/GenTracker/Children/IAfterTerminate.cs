using System.Threading;
using System.Threading.Tasks;

namespace GenTracker;

/// <summary>A child that wants to do something when it has ended. Adopted children may implement it too.</summary>
public interface IAfterTerminate
{
    /// <summary>
    /// Called exactly once for each child object whose start succeeded or that was adopted, after its run has really ended and its
    /// attributes are sealed: they hold their final values, and writing one throws <see cref="ChildTerminatedException"/>.
    /// The key is still taken while this runs.
    /// </summary>
    /// <param name="exit">Why and when the child ended, and whether a restart is meant to follow.</param>
    /// <param name="cancellationToken">Fires when <see cref="TrackerOptions.AfterTerminateTimeout"/> has passed; the key is freed then, whether this method has ended or not.</param>
    /// <returns>A task that ends with the work. An exception is logged and changes nothing else.</returns>
    Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => DefaultAfterTerminate.Create(this);
}
