using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;

namespace ClusteredRooms.Nodes;

/// <summary>The store as one silo sees it, until it is cut off.</summary>
public sealed class CuttableStore(IClusterStore store) : IClusterStore
{
    private volatile bool _isCut;

    public void Cut() => _isCut = true;

    public Task InitializeAsync(CancellationToken cancellationToken) => Reach().InitializeAsync(cancellationToken);

    public Task<bool> RenewAsync(string node, string cluster, TimeSpan duration, LeaseRequest request, CancellationToken cancellationToken) =>
        Reach().RenewAsync(node, cluster, duration, request, cancellationToken);

    public Task RevokeNodeAsync(string node, CancellationToken cancellationToken) => Reach().RevokeNodeAsync(node, cancellationToken);

    public Task ReleaseNodeAsync(string node, CancellationToken cancellationToken) => Reach().ReleaseNodeAsync(node, cancellationToken);

    public Task<IReadOnlyList<NodeRecord>> GetNodesAsync(CancellationToken cancellationToken) => Reach().GetNodesAsync(cancellationToken);

    public Task<KeyRecord?> FindAsync(string tracker, string key, CancellationToken cancellationToken) => Reach().FindAsync(tracker, key, cancellationToken);

    public Task<AcquireResult> AcquireAsync(AcquireRequest request, CancellationToken cancellationToken) => Reach().AcquireAsync(request, cancellationToken);

    public Task<IReadOnlyList<string>> CheckpointAsync(
        string tracker, string node, long sequence, IReadOnlyList<Checkpoint> checkpoints, CancellationToken cancellationToken) =>
        Reach().CheckpointAsync(tracker, node, sequence, checkpoints, cancellationToken);

    public Task<bool> ReleaseAsync(
        string tracker,
        string key,
        string node,
        long epoch,
        bool staysWanted,
        byte[]? final,
        byte[]? survivors,
        CancellationToken cancellationToken) => Reach().ReleaseAsync(tracker, key, node, epoch, staysWanted, final, survivors, cancellationToken);

    public Task<IReadOnlyList<string>> GetOrphansAsync(string tracker, int limit, CancellationToken cancellationToken) =>
        Reach().GetOrphansAsync(tracker, limit, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> GetOwnedAsync(string tracker, string node, CancellationToken cancellationToken) =>
        Reach().GetOwnedAsync(tracker, node, cancellationToken);

    public Task<int> DeleteEndedAsync(TimeSpan age, CancellationToken cancellationToken) => Reach().DeleteEndedAsync(age, cancellationToken);

    private IClusterStore Reach() => _isCut ? throw new TimeoutException("The store is cut off.") : store;
}
