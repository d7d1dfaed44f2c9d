using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using GenTracker.Orleans.Runtime;

namespace GenTracker.Orleans;

/// <summary>Merges the events of all nodes into one stream. For one reader at a time.</summary>
/// <param name="getNodes">Lists the nodes.</param>
/// <param name="watch">Reads the events of one node.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterWatch(
    Func<CancellationToken, ValueTask<string[]>> getNodes, Func<string, CancellationToken, IAsyncEnumerable<NodeEvent>> watch, TimeProvider time)
{
    private const int Capacity = 1_024;

    // A call that went to a node that is lost has no answer for half a minute, and the next one goes to another node.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly Channel<(string Node, NodeEvent? Event)> _events =
        Channel.CreateBounded<(string, NodeEvent?)>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly Dictionary<string, KeyState> _keys = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<ClusterEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task following = FollowNodesAsync(end.Token);
        try
        {
            await foreach ((string node, NodeEvent? next) in _events.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (ClusterEvent merged in next is { } nodeEvent ? Merge(node, nodeEvent) : EndAll(node, static _ => true))
                    yield return merged;
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Lets an event of a node become events of the cluster.</summary>
    internal IEnumerable<ClusterEvent> Merge(string node, NodeEvent next)
    {
        if (next.Key is not { } key)
            return MergeMark(node, next.Kind);
        bool isEnd = next.Kind == ChildEventKind.Terminated;
        KeyState? known = _keys.GetValueOrDefault(key);
        if (known is not null)
        {
            // A word of a life that is over, or one that was told already: of a node that was lost, or after a resynchronization.
            bool isStale = next.Incarnation < known.Incarnation || (next.Incarnation == known.Incarnation && (isEnd ? !known.IsRunning : known.IsRunning));
            if (next.Incarnation == known.Incarnation)
                known.IsConfirmed = true;
            if (isStale)
                return [];
        }

        List<ClusterEvent> events = [];
        if (known is { IsRunning: true } && known.Incarnation < next.Incarnation)
            events.Add(CreateEnd(key, known));
        if (isEnd && !next.WillRestart)
            _keys.Remove(key);
        else
            _keys[key] = new KeyState(node, next.Incarnation) { IsRunning = !isEnd };
        ChildEventKind kind = !isEnd && known is not null ? ChildEventKind.Restarted : next.Kind;
        events.Add(new ClusterEvent
        {
            Kind = kind,
            Key = key,
            Node = node,
            Incarnation = next.Incarnation,
            Reason = next.Reason,
            WillRestart = next.WillRestart,
            Final = next.Final,
        });
        return events;
    }

    /// <summary>Ends the children of a node for an unknown reason.</summary>
    internal IEnumerable<ClusterEvent> EndAll(string node, Func<KeyState, bool> condition)
    {
        List<ClusterEvent> events = [];
        foreach ((string key, KeyState state) in _keys)
        {
            if (state.Node == node && state.IsRunning && condition(state))
            {
                state.IsRunning = false;
                events.Add(CreateEnd(key, state));
            }
        }

        return events;
    }

    private static ClusterEvent CreateEnd(string key, KeyState state) =>
        new() { Kind = ChildEventKind.Terminated, Key = key, Node = state.Node, Incarnation = state.Incarnation };

    // What is not present after a resynchronization has ended meanwhile.
    private IEnumerable<ClusterEvent> MergeMark(string node, ChildEventKind kind)
    {
        IEnumerable<ClusterEvent> ends = [];
        if (kind == ChildEventKind.Resync)
        {
            foreach (KeyState state in _keys.Values.Where(state => state.Node == node))
                state.IsConfirmed = false;
        }
        else
        {
            ends = EndAll(node, static state => !state.IsConfirmed);
        }

        return ends.Append(new ClusterEvent { Kind = kind, Node = node });
    }

    private async Task FollowNodesAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, CancellationTokenSource> readers = new(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                string[]? nodes = await TryGetNodesAsync(cancellationToken).ConfigureAwait(false);
                foreach (string node in (nodes ?? []).Where(node => !readers.ContainsKey(node)))
                {
                    CancellationTokenSource reader = readers[node] = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    _ = FollowNodeAsync(node, reader.Token);
                }

                foreach ((string gone, CancellationTokenSource reader) in nodes is null ? [] : readers.Where(pair => !nodes.Contains(pair.Key)).ToArray())
                {
                    readers.Remove(gone);
                    await reader.CancelAsync().ConfigureAwait(false);
                    reader.Dispose();
                    await _events.Writer.WriteAsync((gone, null), cancellationToken).ConfigureAwait(false);
                }

                await Task.Delay(Period, time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (CancellationTokenSource reader in readers.Values)
                reader.Dispose();
        }
    }

    private async Task<string[]?> TryGetNodesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await getNodes(cancellationToken).AsTask().WaitAsync(AnswerTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ClusterException or TimeoutException)
        {
            return null;
        }
    }

    // A reader that has lost its node begins anew: the present children, as after a resynchronization.
    private async Task FollowNodeAsync(string node, CancellationToken cancellationToken)
    {
        bool isFirst = true;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!isFirst)
                    await WriteAsync(new NodeEvent(ChildEventKind.Resync, null, 0, null, false, null)).ConfigureAwait(false);
                isFirst = false;
                await foreach (NodeEvent next in watch(node, cancellationToken).ConfigureAwait(false))
                    await WriteAsync(next).ConfigureAwait(false);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever the network does, the list of the nodes decides whether this one is lost.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Period, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        ValueTask WriteAsync(NodeEvent next) => _events.Writer.WriteAsync((node, next), cancellationToken);
    }

    /// <summary>What was told of a key last.</summary>
    /// <param name="node">The node.</param>
    /// <param name="incarnation">The incarnation.</param>
    internal sealed class KeyState(string node, long incarnation)
    {
        public string Node { get; } = node;

        public long Incarnation { get; } = incarnation;

        public bool IsRunning { get; set; }

        public bool IsConfirmed { get; set; } = true;
    }
}
