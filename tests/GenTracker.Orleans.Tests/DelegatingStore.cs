using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;

namespace GenTracker.Orleans.Tests;

/// <summary>A store that asks another one. A test overrides what it does otherwise.</summary>
public abstract class DelegatingStore(IClusterStore store) : IClusterStore
{
    public virtual Task InitializeAsync(CancellationToken cancellationToken) => Reach().InitializeAsync(cancellationToken);

    public virtual Task<bool> RenewAsync(string node, string cluster, TimeSpan duration, LeaseRequest request, CancellationToken cancellationToken) =>
        Reach().RenewAsync(node, cluster, duration, request, cancellationToken);

    public virtual Task RevokeNodeAsync(string node, CancellationToken cancellationToken) => Reach().RevokeNodeAsync(node, cancellationToken);

    public virtual Task ReleaseNodeAsync(string node, CancellationToken cancellationToken) => Reach().ReleaseNodeAsync(node, cancellationToken);

    public virtual Task<IReadOnlyList<NodeRecord>> GetNodesAsync(CancellationToken cancellationToken) => Reach().GetNodesAsync(cancellationToken);

    public virtual Task<KeyRecord?> FindAsync(string tracker, string key, CancellationToken cancellationToken) =>
        Reach().FindAsync(tracker, key, cancellationToken);

    public virtual Task<AcquireResult> AcquireAsync(AcquireRequest request, CancellationToken cancellationToken) =>
        Reach().AcquireAsync(request, cancellationToken);

    public virtual Task<IReadOnlyList<string>> CheckpointAsync(
        string tracker, string node, long sequence, IReadOnlyList<Checkpoint> checkpoints, CancellationToken cancellationToken) =>
        Reach().CheckpointAsync(tracker, node, sequence, checkpoints, cancellationToken);

    public virtual Task<bool> ReleaseAsync(
        string tracker,
        string key,
        string node,
        long epoch,
        bool staysWanted,
        byte[]? final,
        byte[]? survivors,
        CancellationToken cancellationToken) => Reach().ReleaseAsync(tracker, key, node, epoch, staysWanted, final, survivors, cancellationToken);

    public virtual Task<IReadOnlyList<string>> GetOrphansAsync(string tracker, int limit, CancellationToken cancellationToken) =>
        Reach().GetOrphansAsync(tracker, limit, cancellationToken);

    public virtual Task<IReadOnlyDictionary<string, long>> GetOwnedAsync(string tracker, string node, CancellationToken cancellationToken) =>
        Reach().GetOwnedAsync(tracker, node, cancellationToken);

    public virtual Task<int> DeleteEndedAsync(TimeSpan age, CancellationToken cancellationToken) => Reach().DeleteEndedAsync(age, cancellationToken);

    /// <summary>The other store, for each call.</summary>
    protected virtual IClusterStore Reach() => store;
}
