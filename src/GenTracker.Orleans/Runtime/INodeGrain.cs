using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>What one node says of the children of one tracker. The grain's key is the node and the tracker, and the grain is always on that node.</summary>
[Alias("gentracker.INodeGrain")]
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INodeGrain : IGrainWithStringKey
{
    /// <summary>The events of the node's tracker.</summary>
    /// <param name="cancellationToken">Ends them.</param>
    /// <returns>The events.</returns>
    [Alias("watch")]
    IAsyncEnumerable<NodeEvent> WatchAsync(CancellationToken cancellationToken);

    /// <summary>The running children for which all conditions hold.</summary>
    /// <param name="where">The conditions.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    /// <returns>Their attributes.</returns>
    [Alias("list")]
    IAsyncEnumerable<AttrSnapshot> ListAsync(AttrFilter[] where, CancellationToken cancellationToken);

    /// <summary>The number of running children.</summary>
    /// <returns>The number.</returns>
    [Alias("count")]
    ValueTask<int> CountAsync();

    /// <summary>What the node shows tools of its tracker.</summary>
    /// <param name="query">Which children.</param>
    /// <returns>The view. <see langword="null"/> if the node does not have the class.</returns>
    [Alias("view")]
    ValueTask<NodeView?> ViewAsync(NodeQuery query);

    /// <summary>Stops a child for good.</summary>
    /// <param name="keyText">The text of its key, as tools have it.</param>
    /// <returns>Whether there was such a child.</returns>
    [Alias("stop")]
    ValueTask<bool> StopAsync(string keyText);

    /// <summary>Lets the node look at once for keys that no node owns.</summary>
    /// <returns>A task that completes at once.</returns>
    [Alias("sweep")]
    ValueTask SweepAsync();
}
