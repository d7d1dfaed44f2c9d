using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;

namespace ClusteredRooms.Nodes;

/// <summary>The nodes of the cluster. One of them is started or ended at a time.</summary>
public sealed class NodeSet : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly INode[] _nodes;

    /// <summary>Prepares the nodes.</summary>
    public NodeSet(ClusterSettings settings)
    {
        MemoryClusterStore store = new(TimeProvider.System);
        _nodes = [.. Enumerable.Range(0, ClusterSettings.Count).Select<int, INode>(
            number => settings.HasProcesses ? new ProcessNode(settings, number) : new SiloNode(settings, number, store))];
    }

    /// <summary>All nodes, in the order of their names.</summary>
    public IReadOnlyList<INode> All => _nodes;

    /// <summary>Starts all nodes, one after the other.</summary>
    public async Task StartAsync()
    {
        foreach (INode node in _nodes)
            await node.StartAsync();
    }

    /// <summary>Does something to the node of a name.</summary>
    /// <returns>False if there is no such node.</returns>
    public async Task<bool> ChangeAsync(string name, Func<INode, Task> change)
    {
        if (_nodes.FirstOrDefault(node => node.Name == name) is not { } node)
            return false;
        await _turn.WaitAsync();
        try
        {
            await change(node);
        }
        finally
        {
            _turn.Release();
        }
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (INode node in _nodes.Reverse())
            await node.DisposeAsync();
        _turn.Dispose();
    }
}
