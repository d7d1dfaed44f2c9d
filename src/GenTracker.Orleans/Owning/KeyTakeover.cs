using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Runtime;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.Logging;

namespace GenTracker.Orleans.Owning;

/// <summary>
/// Brings keys back that must run and that no node owns, without a caller. Each node looks for them, and they are shared out by the hash of the key. All
/// members are thread-safe.
/// </summary>
/// <param name="tracker">The tracker's name.</param>
/// <param name="store">The store.</param>
/// <param name="lease">The lease of this node.</param>
/// <param name="members">The membership.</param>
/// <param name="owner">Acquires the keys.</param>
/// <param name="options">The options.</param>
/// <param name="logger">The logger.</param>
internal sealed class KeyTakeover(
    string tracker, IClusterStore store, NodeLease lease, IMembers members, KeyOwner owner, TrackerClusterOptions options, ILogger logger)
{
    private const int BatchSize = 10_000;
    private const int SweepsPerReconciliation = 12;

    private readonly TimeProvider _time = options.TimeProvider;
    private TaskCompletionSource _signal = new();
    private int _sweeps;

    /// <summary>Lets the next sweep begin at once: the membership has changed, or a node has released keys.</summary>
    public void Signal() => Volatile.Read(ref _signal).TrySetResult();

    /// <summary>Sweeps until the token fires or the lease is over.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Over);
        while (!either.IsCancellationRequested)
        {
            Volatile.Write(ref _signal, new TaskCompletionSource());
            TimeSpan pause = options.SweepPeriod;
            try
            {
                pause = await SweepAsync(either.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (!either.IsCancellationRequested)
            {
                OwningLog.SweepFailed(logger, tracker, exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Pause.WaitAsync(pause, _time, either.Token, _signal.Task).ConfigureAwait(false);
        }
    }

    /// <summary>Takes over this node's share of the keys.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The time until the next sweep.</returns>
    public async Task<TimeSpan> SweepAsync(CancellationToken cancellationToken)
    {
        _sweeps++;
        await owner.ReconcileAsync(isForced: _sweeps % SweepsPerReconciliation == 0).ConfigureAwait(false);
        IReadOnlyList<NodeRecord> nodes = await store.GetNodesAsync(cancellationToken).ConfigureAwait(false);
        foreach (NodeRecord dead in nodes.Where(node => !node.IsRevoked && members.IsDead(node.Node)))
        {
            // It may be cut off from the other nodes and still reach the store: at its next renewal it learns that it is out.
            OwningLog.NodeRevoked(logger, dead.Node);
            await store.RevokeNodeAsync(dead.Node, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<string> orphans = await store.GetOrphansAsync(tracker, BatchSize, cancellationToken).ConfigureAwait(false);
        if (orphans.Count > 0)
            await TakeOverAsync(GetShare(orphans, nodes), cancellationToken).ConfigureAwait(false);
        return GetPause(nodes, orphans.Count);
    }

    // What a node could not take, another one tries at a later sweep.
    private List<string> GetShare(IReadOnlyList<string> orphans, IReadOnlyList<NodeRecord> nodes)
    {
        HashSet<string> able = [.. nodes.Where(static node => !node.IsRevoked).Select(static node => node.Node)];
        string[] sharers = [.. members.GetActive(tracker).Where(able.Contains)];
        int mine = Array.IndexOf(sharers, lease.Node);
        if (mine < 0)
            return [];
        uint round = (uint)(_time.GetUtcNow().Ticks / (options.Lease.Ticks * 2));
        return [.. orphans.Where(key => (WireName.Hash(key) + round) % (uint)sharers.Length == (uint)mine)];
    }

    private async Task TakeOverAsync(List<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
            return;
        OwningLog.TakingOver(logger, tracker, lease.Node, keys.Count);
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.TakeoverParallelism, keys.Count)).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var index && index < keys.Count && !cancellationToken.IsCancellationRequested)
                await owner.GetOrTakeOver(keys[index]).Acquired.WaitAsync(cancellationToken).ConfigureAwait(false);
        })).ConfigureAwait(false);
    }

    // The keys of a node that is out of the membership are free at the end of its lease.
    private TimeSpan GetPause(IReadOnlyList<NodeRecord> nodes, int orphans)
    {
        if (orphans == BatchSize)
            return TimeSpan.FromMilliseconds(100);
        TimeSpan pause = options.SweepPeriod;
        foreach (NodeRecord node in nodes)
        {
            if ((node.IsRevoked || members.IsDead(node.Node)) && node.Remaining < pause)
                pause = node.Remaining + TimeSpan.FromMilliseconds(1);
        }

        return pause;
    }
}
