using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.Logging;

namespace GenTracker.Orleans.Owning;

/// <summary>
/// The right of this node to own keys. The membership tells others that a node is dead, but it does not tell a node that is cut off. The lease does: a node
/// that cannot renew it stops its children by itself, before another node may take their keys. All members are thread-safe.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="node">This node.</param>
/// <param name="cluster">The cluster that it belongs to.</param>
/// <param name="options">The options.</param>
/// <param name="logger">The logger.</param>
internal sealed class NodeLease(IClusterStore store, string node, string cluster, TrackerClusterOptions options, ILogger logger) : IDisposable
{
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _lock = new();
    private long _validUntil = long.MinValue;
    private bool _isSuspended;
    private volatile bool _isLost;
    private volatile bool _isLeaving;
    private ITimer? _guard;

    /// <summary>This node.</summary>
    public string Node { get; } = node;

    /// <summary>Fires when the lease is lost for good: the children must stop at once.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Fires when the lease is lost or was given back: nothing is written for this node any more.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Whether nothing is written for this node any more. It is so before <see cref="Lost"/> or <see cref="Over"/> fires.</summary>
    public bool IsOver => _isLost || _over.IsCancellationRequested;

    /// <summary>Called when a lease that was over is granted again; see <see cref="StoreLossPolicy.KeepRunning"/>.</summary>
    public Func<Task>? OnRegained { get; set; }

    /// <summary>Whether this node may own keys now.</summary>
    public bool IsValid => !IsOver && _time.GetTimestamp() < Volatile.Read(ref _validUntil);

    private TimeSpan Remaining => _time.GetElapsedTime(_time.GetTimestamp(), Volatile.Read(ref _validUntil));

    /// <summary>Gets the first lease.</summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ClusterException">The store does not answer in time, or the service belongs to another cluster.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        long asked = _time.GetTimestamp();
        bool isGranted;
        IReadOnlyList<NodeRecord> nodes;
        try
        {
            await store.InitializeAsync(cancellationToken).ConfigureAwait(false);
            asked = _time.GetTimestamp();
            isGranted = await store.RenewAsync(Node, cluster, options.Lease, LeaseRequest.First, cancellationToken).ConfigureAwait(false);
            nodes = await store.GetNodesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException(
                $"Node {Node} cannot reach the store of the cluster, {store.GetType().Name}: {exception.Message} Check its address and that it runs.",
                trackerName: null,
                innerException: exception);
        }

        if (!isGranted)
        {
            throw new ClusterException(
                $"The store refuses a lease to node {Node}: it has had one that is over. Start the node with a new silo.", trackerName: null);
        }

        if (nodes.FirstOrDefault(other => other.Cluster != cluster) is { } stranger)
        {
            await TryGiveBackAsync(cancellationToken).ConfigureAwait(false);
            throw new ClusterException(
                $"Node {Node} of the cluster {cluster} uses the ServiceId of node {stranger.Node} of the cluster {stranger.Cluster} in the same store. "
                    + "Give each service a ServiceId of its own, or stop the other cluster first.",
                trackerName: null);
        }

        TimeSpan took = _time.GetElapsedTime(asked);
        if (took >= options.Lease / 3)
        {
            await TryGiveBackAsync(cancellationToken).ConfigureAwait(false);
            throw new ClusterException(
                $"The store took {took} to grant a lease of {options.Lease} (Lease), which is renewed every third of it. Make the lease at least "
                    + $"{took * 6}, or the store faster.",
                trackerName: null);
        }

        _guard = _time.CreateTimer(static lease => ((NodeLease)lease!).OnGuard(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_lock)
            Extend(asked);
    }

    /// <summary>Renews the lease until it is lost or given back.</summary>
    public async Task RunAsync()
    {
        TimeSpan pause = options.Lease / 3;
        while (!_over.IsCancellationRequested)
        {
            await Pause.WaitAsync(pause, _time, _over.Token).ConfigureAwait(false);
            pause = await TryRenewAsync().ConfigureAwait(false) ? options.Lease / 3 : options.Lease / 12;
        }
    }

    /// <summary>Takes no further keys and does not renew the lease: the first step of leaving the cluster.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task RevokeAsync(CancellationToken cancellationToken)
    {
        _isLeaving = true;
        return store.RevokeNodeAsync(Node, cancellationToken);
    }

    /// <summary>Gives the lease back. No child of this node runs any more.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task ReleaseAsync(CancellationToken cancellationToken)
    {
        _over.Cancel();
        return store.ReleaseNodeAsync(Node, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _guard?.Dispose();
        _lost.Dispose();
        _over.Dispose();
    }

    // The lease of a node that does not start runs out by itself, and what is wrong with the node matters more.
    private async Task TryGiveBackAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ReleaseNodeAsync(Node, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            OwningLog.GivingBackFailed(logger, Node, exception);
        }
    }

    private async Task<bool> TryRenewAsync()
    {
        // A lease that is over here may be over in the store, or not yet: it is not prolonged, since this node has begun to stop its children.
        OnGuard();
        bool isSuspended;
        lock (_lock)
            isSuspended = _isSuspended;
        if (_over.IsCancellationRequested || _isLeaving)
            return false;

        long asked = _time.GetTimestamp();
        bool isGranted;

        // If the store hangs, there must be time to ask again before the children have to stop.
        using var timeout = new CancellationTokenSource(options.Lease / 6, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _over.Token);
        try
        {
            isGranted = await store
                .RenewAsync(Node, cluster, options.Lease, isSuspended ? LeaseRequest.Regain : LeaseRequest.Renewal, either.Token)
                .WaitAsync(either.Token)
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (!_over.IsCancellationRequested)
                OwningLog.RenewalFailed(logger, Node, Remaining, exception);
            return false;
        }

        if (!isGranted)
        {
            if (!_isLeaving)
                Lose("the store does not renew it, because it is over or was revoked");
            return false;
        }

        lock (_lock)
        {
            // An answer that comes too late changes nothing: the children are being stopped.
            if (!isSuspended && !IsValid)
                return false;
            Extend(asked);
            _isSuspended = false;
        }

        if (isSuspended)
        {
            OwningLog.LeaseRegained(logger, Node);
            await (OnRegained?.Invoke() ?? Task.CompletedTask).ConfigureAwait(false);
        }

        return true;
    }

    // The lease counts from before the request, because the store may have granted it at once. The margin in which the children stop is subtracted.
    private void Extend(long asked)
    {
        Debug.Assert(_lock.IsHeldByCurrentThread, "Called under the lock.");
        TimeSpan valid = options.Lease - options.StopMargin;
        Volatile.Write(ref _validUntil, asked + (long)(valid.TotalSeconds * _time.TimestampFrequency));
        SetGuard();
    }

    // At least one millisecond: the timer may have fired a moment early.
    private void SetGuard()
    {
        TimeSpan remaining = Remaining, shortest = TimeSpan.FromMilliseconds(1);
        _guard!.Change(remaining > shortest ? remaining : shortest, Timeout.InfiniteTimeSpan);
    }

    private void OnGuard()
    {
        lock (_lock)
        {
            if (IsOver || _isSuspended)
                return;
            if (IsValid)
            {
                SetGuard();
                return;
            }

            if (options.OnStoreLost == StoreLossPolicy.KeepRunning)
                _isSuspended = true;
        }

        if (options.OnStoreLost == StoreLossPolicy.KeepRunning)
            OwningLog.LeaseSuspended(logger, Node);
        else
            Lose("it could not be renewed in time");
    }

    private void Lose(string reason)
    {
        lock (_lock)
        {
            if (_isLost)
                return;
            _isLost = true;
        }

        OwningLog.LeaseLost(logger, Node, reason);

        // The children first: the calls of a store that are under way may take long to be cancelled, or throw.
        _lost.Cancel();
        try
        {
            _over.Cancel();
        }
        catch (AggregateException exception)
        {
            OwningLog.CancellationFailed(logger, Node, exception);
        }
    }
}
