using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Owning;
using GenTracker.Orleans.Stores;
using GenTracker.Runtime;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;

namespace GenTracker.Orleans.Runtime;

/// <summary>A tracker of this node, and the keys that the node owns of it. All members are thread-safe.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The tracked class.</typeparam>
/// <typeparam name="TTracker">Its generated tracker.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TrackerNode<TKey, TChild, TTracker> : IClusterNode, IChildHost
    where TKey : notnull
    where TChild : class, ITracked<TKey>
    where TTracker : Tracker<TKey, TChild>
{
    // Restarts on a node are numbered below the epoch, so that numbers rise by one comparison, and no restart needs the store.
    private const int RestartBits = 24;

    private readonly RestartPolicy _restart;
    private readonly Serializer _serializer;
    private readonly ILogger _logger;
    private readonly NodeLease _lease;
    private readonly KeyOwner _owner;
    private readonly KeyTakeover _takeover;
    private readonly SurvivorCheckpoints _checkpoints;

    internal TrackerNode(
        TTracker tracker,
        ClusterBinding<TKey, TChild, TTracker> binding,
        TrackerOptions trackerOptions,
        TrackerClusterOptions options,
        IClusterStore store,
        NodeLease lease,
        IMembers members,
        Serializer serializer,
        ILogger logger)
    {
        (Tracker, Binding, _restart, _lease, _serializer, _logger) = (tracker, binding, trackerOptions.Restart, lease, serializer, logger);
        _owner = new KeyOwner(binding.TrackerName, store, lease, members, this, options, logger);
        _takeover = new KeyTakeover(binding.TrackerName, store, lease, members, _owner, options, logger);
        _checkpoints = new SurvivorCheckpoints(binding.TrackerName, store, lease, _owner, this, options, logger);
        tracker.ChildEnded += OnChildEndedAsync;
        if (trackerOptions.StopTimeout > options.StopMargin || trackerOptions.StopTimeout == Timeout.InfiniteTimeSpan)
            OwningLog.StopTimeoutTooLong(logger, binding.TrackerName, trackerOptions.StopTimeout, options.StopMargin);
    }

    string IClusterNode.Name => Binding.TrackerName;

    ITrackerMonitor IClusterNode.Monitor => ((ITracker)Tracker).Monitor;

    int IClusterNode.Count => Tracker.Count;

    internal TTracker Tracker { get; }

    internal ClusterBinding<TKey, TChild, TTracker> Binding { get; }

    /// <summary>This node: the address of its silo.</summary>
    internal string Id => _lease.Node;

    /// <summary>Opens a key on this node.</summary>
    internal async Task<CallReply<ChildHandle>> OpenAsync(TKey key, string text, OpenArgs args, OpenMode mode)
    {
        bool isWanted = (args.Restart ?? _restart) != RestartPolicy.Temporary;
        if (mode == OpenMode.Reopen)
            return await JoinAsync(_owner.Reopen(text, _serializer.SerializeToArray(args), isWanted)).ConfigureAwait(false);
        byte[]? arguments = null;
        while (true)
        {
            if (Tracker.Find(key) is { } running)
                return mode == OpenMode.Open ? Refuse(CallStatus.AlreadyExists) : new(CallStatus.Done, ToHandle(running));
            if (mode == OpenMode.Open && await FindHolderAsync(text).ConfigureAwait(false) is { } status)
                return Refuse(status);
            arguments ??= _serializer.SerializeToArray(args);
            OwnedKey owned = _owner.GetOrOpen(text, arguments, isWanted, out bool isMine, isNew: mode == OpenMode.Open);
            if (mode == OpenMode.Open && !isMine)
                continue;
            bool wasOpening = owned.IsOpening;
            CallReply<ChildHandle> reply = await JoinAsync(owned).ConfigureAwait(false);
            if (reply.Status is CallStatus.NotFound or CallStatus.Superseded)
                continue;
            if (wasOpening || reply.Status != CallStatus.Done)
                return reply;
            await WhenRunningOrEndedAsync(key, owned).ConfigureAwait(false);
        }
    }

    /// <summary>Finds the running child of a key, and brings it back if the key must run and no node owns it.</summary>
    internal async ValueTask<CallReply<TChild>> FindAsync(TKey key, string text)
    {
        while (true)
        {
            if (Tracker.Find(key) is { } running)
                return new(CallStatus.Done, running);
            OwnedKey owned = _owner.GetOrTakeOver(text);
            bool wasOpening = owned.IsOpening;
            CallReply<ChildHandle> reply = await JoinAsync(owned).ConfigureAwait(false);
            if (reply.Status == CallStatus.Superseded)
                continue;
            if (reply.Status != CallStatus.Done)
                return new(reply.Status, null, reply.Error, reply.Node);

            // A child that restarts on this node, or ends, is not found.
            if (Tracker.Find(key) is { } child)
                return new(CallStatus.Done, child);
            if (wasOpening || owned.IsOpen)
                return new(CallStatus.NotFound, Node: Id);
            await owned.Ended.ConfigureAwait(false);
        }
    }

    /// <summary>Stops a key for good, in whatever state it is, or one incarnation of it.</summary>
    internal async Task<CallReply<bool>> StopAsync(TKey key, string text, long incarnation)
    {
        OwnedKey owned = _owner.GetOrTakeOver(text);
        await owned.Acquired.ConfigureAwait(false);
        if (owned.Epoch == 0)
        {
            CallReply<ChildHandle> reply = await JoinAsync(owned).ConfigureAwait(false);
            if (reply.Status == CallStatus.NotFound)
                return new(CallStatus.Done, false);
            if (reply.Status != CallStatus.Done)
                return new(reply.Status, false, reply.Error, reply.Node);
        }

        bool isStopped = incarnation == 0
            ? await Tracker.StopAsync(key).ConfigureAwait(false)
            : Tracker.Find(key) is { } child && child.Link.Incarnation == incarnation && await Tracker.StopAsync(child).ConfigureAwait(false);
        if (!isStopped)
            return new(CallStatus.Done, false);

        // A stop is in the store before its caller is told: a node that dies now does not let the key come back elsewhere.
        bool isKnown = await owned.Ended.ConfigureAwait(false);
        return owned.IsMoving || !isKnown ? new(CallStatus.Misplaced, false, Node: Id) : new(CallStatus.Done, true);
    }

    async Task IChildHost.StartAsync(KeyRecord record)
    {
        OpenArgs args = _serializer.Deserialize<OpenArgs>(record.Arguments!)!;
        var options = new ChildOptions
        {
            Restart = args.Restart,
            StopTimeout = args.StopTimeout,
            LongRunning = args.LongRunning,
            FirstIncarnation = record.Epoch << RestartBits,
            Snapshot = record.Survivors is { } survivors ? new ChildSnapshot(_serializer.Deserialize<Dictionary<string, object?>>(survivors)!) : null,
        };
        await Binding.OpenAsync(Tracker, Binding.ParseKey(record.Key), args, options, CancellationToken.None).ConfigureAwait(false);
    }

    byte[]? IChildHost.ReadSurvivors(string key, long epoch) =>
        Tracker.Find(Binding.ParseKey(key)) is { } child && child.Link.Incarnation >> RestartBits == epoch ? SerializeSurvivors(child) : null;

    Task IChildHost.StopAsync(string key, ExitReason reason) => Tracker.StopAsync(Binding.ParseKey(key), reason);

    async IAsyncEnumerable<NodeEvent> IClusterNode.WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ChildEvent<TKey, TChild> next in Tracker.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return new NodeEvent(
                next.Kind,
                next.Child is null ? null : Binding.FormatKey(next.Key!),
                next.Child?.Link.Incarnation ?? 0,
                next.Exit?.Reason,
                next.Exit?.WillRestart ?? false,
                next is { Kind: ChildEventKind.Terminated, Child: { } ended } ? Binding.Read(ended) : null);
        }
    }

    IEnumerable<AttrSnapshot> IClusterNode.List(AttrFilter[] where)
    {
        foreach (TChild child in Tracker)
        {
            if (Array.TrueForAll(where, filter => Binding.Matches(child, filter)))
                yield return Binding.Read(child);
        }
    }

    Task IClusterNode.RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_takeover.RunAsync(cancellationToken), _checkpoints.RunAsync(cancellationToken));

    void IClusterNode.Sweep() => _takeover.Signal();

    Task IClusterNode.HandOverAsync() => _owner.HandOverAsync();

    async Task IClusterNode.StopAllAsync(CancellationToken deadline)
    {
        Task stops = _owner.StopAllAsync();
        await Tracker.CloseAsync(deadline).ConfigureAwait(false);
        await stops.ConfigureAwait(false);
    }

    Task IClusterNode.ReconcileAsync() => _owner.ReconcileAsync(isForced: true);

    private static CallStatus ToStatus(KeyStatus status) => status switch
    {
        KeyStatus.Opened => CallStatus.Done,
        KeyStatus.NotWanted => CallStatus.NotFound,
        KeyStatus.Superseded => CallStatus.Superseded,
        KeyStatus.StartFailed => CallStatus.StartFailed,
        KeyStatus.StoreFailed => CallStatus.StoreFailed,
        _ => CallStatus.Misplaced,
    };

    private CallReply<ChildHandle> Refuse(CallStatus status) => new(status, Node: Id);

    internal ChildHandle ToHandle(TChild child) => new(child.Link.Incarnation, Id);

    // Whoever waited for an opening gets its child, even one that has ended since.
    private async Task<CallReply<ChildHandle>> JoinAsync(OwnedKey owned)
    {
        KeyOutcome outcome = await owned.Opened.ConfigureAwait(false);
        CallStatus status = ToStatus(outcome.Status);
        if (status == CallStatus.Done)
            return new(status, new ChildHandle(owned.Epoch << RestartBits, Id));
        Exception? error = outcome.Error is ChildStartException { InnerException: { } cause } ? cause : outcome.Error;
        return new(status, default, error is null ? null : RemoteError.From(error), Id);
    }

    // Who holds a key that this call wants to open: null if nobody does. A key that must run, and does not yet, is brought back.
    private async Task<CallStatus?> FindHolderAsync(string text)
    {
        OwnedKey owned = _owner.GetOrTakeOver(text);
        if (!owned.IsTakeover)
            return CallStatus.AlreadyExists;
        return ToStatus((await owned.Opened.ConfigureAwait(false)).Status) switch
        {
            CallStatus.NotFound => null,
            CallStatus.Misplaced => CallStatus.Misplaced,
            CallStatus.StoreFailed => CallStatus.StoreFailed,
            _ => CallStatus.AlreadyExists,
        };
    }

    private async Task WhenRunningOrEndedAsync(TKey key, OwnedKey owned)
    {
        using var end = new CancellationTokenSource();
        Task running = Tracker.WaitForAsync(key, static _ => true, end.Token);
        await Task.WhenAny(running, owned.Ended).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (running.IsFaulted)
            await owned.Ended.ConfigureAwait(false);
    }

    private Task OnChildEndedAsync(ChildEnd<TKey, TChild> end, CancellationToken cancellationToken)
    {
        bool hasRun = end.Exit.Reason != ExitReason.StartFailed || end.Exit.Restarts > 0;
        string key = Binding.FormatKey(end.Key);
        var state = new EndedState { Reason = end.Exit.Reason };
        byte[]? final = hasRun ? TrySerialize(key, () => SerializeEnd(state, end.Child)) ?? _serializer.SerializeToArray(state) : null;
        byte[]? survivors = end is { Child: { } moved, Exit.Reason: ExitReason.Moved } ? TrySerialize(key, () => SerializeSurvivors(moved)) : null;
        return _owner.OnEndedAsync(
            key, end.Exit.Incarnation >> RestartBits, end.Exit.Reason, hasRun, final, survivors is { Length: > 0 } ? survivors : null);
    }

    private byte[] SerializeEnd(EndedState state, TChild? child) =>
        _serializer.SerializeToArray(child is null ? state : state with { Attrs = Binding.Read(child) });

    // A value without a codec is lost. The key must be released all the same, or nobody could open or stop it any more.
    private byte[]? TrySerialize(string key, Func<byte[]> serialize)
    {
        try
        {
            return serialize();
        }
        catch (Exception exception)
        {
            // Whatever a codec or a getter throws.
            OwningLog.EndUnreadable(_logger, Binding.TrackerName, key, exception);
            return null;
        }
    }

    private byte[] SerializeSurvivors(TChild child)
    {
        IReadOnlyDictionary<string, object?> values = Tracker.ReadSnapshot(child).Values;
        return values.Count == 0 ? [] : _serializer.SerializeToArray(new Dictionary<string, object?>(values));
    }
}
