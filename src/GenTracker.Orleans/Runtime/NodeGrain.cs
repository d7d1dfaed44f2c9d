using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Owning;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace GenTracker.Orleans.Runtime;

/// <summary>See <see cref="INodeGrain"/>. A node without the class has no children of it.</summary>
/// <param name="services">The services of the node.</param>
[GrainType("gentracker-node"), Reentrant, Immovable, OnNode]
internal sealed class NodeGrain(IServiceProvider services) : Grain, INodeGrain
{
    private IClusterNode? Node => services.GetKeyedService<IClusterNode>(NodeKey.Parse(this.GetPrimaryKeyString()).Tracker);

    public IAsyncEnumerable<NodeEvent> WatchAsync(CancellationToken cancellationToken) => Node?.WatchAsync(cancellationToken) ?? WatchNothingAsync();

    public async IAsyncEnumerable<AttrSnapshot> ListAsync(AttrFilter[] where, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(true);
        foreach (AttrSnapshot snapshot in Node?.List(where) ?? [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return snapshot;
        }
    }

    public ValueTask<int> CountAsync() => new(Node?.Count ?? 0);

    public ValueTask<NodeView?> ViewAsync(NodeQuery query) => new(Node is { } node ? NodeViewer.View(node.Monitor, query) : null);

    public async ValueTask<bool> StopAsync(string keyText) => Node is { } node && await node.Monitor.StopAsync(keyText).ConfigureAwait(true);

    public ValueTask SweepAsync()
    {
        Node?.Sweep();
        return default;
    }

    private static async IAsyncEnumerable<NodeEvent> WatchNothingAsync()
    {
        await Task.CompletedTask.ConfigureAwait(true);
        yield return new NodeEvent(ChildEventKind.Synced, null, 0, null, false, null);
    }
}

/// <summary>See <see cref="INodesGrain"/>.</summary>
/// <param name="services">The services of the node. A silo without a clustered class has this grain too.</param>
/// <param name="silo">The silo.</param>
[GrainType("gentracker-nodes"), StatelessWorker, Reentrant]
internal sealed class NodesGrain(IServiceProvider services, ILocalSiloDetails silo) : Grain, INodesGrain
{
    private IMembers Members => services.GetService<IMembers>() ?? throw new ClusterException(
        $"Tracker {this.GetPrimaryKeyString()}: the silo {silo.SiloAddress.ToParsableString()} has no clustered class, and so does not know the nodes. Add a "
            + "clustered class to each silo of the cluster.",
        this.GetPrimaryKeyString());

    public ValueTask<string[]> ListAsync() => new([.. Members.GetActive(this.GetPrimaryKeyString())]);

    public ValueTask<string[]> ListAllAsync() => new([.. Members.GetActive()]);

    public async ValueTask<bool> IsTakenAsync(string tracker, string key)
    {
        try
        {
            KeyRecord? record = await services.GetRequiredService<IClusterStore>().FindAsync(tracker, key, CancellationToken.None).ConfigureAwait(true);
            return record is { Owner: not null } or { IsWanted: true };
        }
        catch (Exception)
        {
            // Whatever the store throws, the key's grain says what there is.
            return true;
        }
    }
}

/// <summary>Places a <see cref="NodeGrain"/> on its node.</summary>
[Serializable, GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("gentracker.onnode")]
internal sealed class OnNodePlacement : PlacementStrategy;

/// <summary>See <see cref="OnNodePlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnNodeAttribute() : PlacementAttribute(new OnNodePlacement());

/// <summary>See <see cref="OnNodePlacement"/>.</summary>
internal sealed class OnNodeDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        string node = NodeKey.Parse(target.GrainIdentity.Key.ToString()!).Node;
        return Array.Find(context.GetCompatibleSilos(target), silo => silo.ToParsableString() == node) is { } there
            ? Task.FromResult(there)
            : throw new SiloUnavailableException($"The node {node} has left the cluster.");
    }
}
