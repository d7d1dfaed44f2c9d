using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Runtime;

/// <summary>What a host needs of a tracker, whatever its key and child.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITracker
{
    /// <summary>The tracker as tools see it.</summary>
    ITrackerMonitor Monitor { get; }

    /// <summary>Refuses further children and stops all there are.</summary>
    /// <param name="cancellationToken">Ends the grace.</param>
    /// <returns>A task that ends when all keys are free.</returns>
    Task CloseAsync(CancellationToken cancellationToken);
}
