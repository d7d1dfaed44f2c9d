using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Orleans.Runtime;

/// <summary>A tracker of this node, whatever its types.</summary>
internal interface IClusterNode
{
    /// <summary>The tracker's name.</summary>
    string Name { get; }

    /// <summary>The tracker as tools see it.</summary>
    ITrackerMonitor Monitor { get; }

    /// <summary>The number of running children.</summary>
    int Count { get; }

    /// <summary>The events of the tracker.</summary>
    IAsyncEnumerable<NodeEvent> WatchAsync(CancellationToken cancellationToken);

    /// <summary>The running children for which all conditions hold.</summary>
    IEnumerable<AttrSnapshot> List(AttrFilter[] where);

    /// <summary>Takes over keys until the token fires.</summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Lets the node look at once for keys that no node owns.</summary>
    void Sweep();

    /// <summary>Hands all keys over to other nodes, and completes when no child runs any more.</summary>
    Task HandOverAsync();

    /// <summary>Stops all children because the lease is lost.</summary>
    /// <param name="deadline">Abandons those that have not ended when it fires.</param>
    Task StopAllAsync(CancellationToken deadline);

    /// <summary>Makes true what the store says, after a time without a lease.</summary>
    Task ReconcileAsync();
}
