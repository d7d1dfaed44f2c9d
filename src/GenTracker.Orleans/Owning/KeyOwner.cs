using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.Logging;

namespace GenTracker.Orleans.Owning;

/// <summary>The keys of one tracker that this node owns: it acquires them, has them run, and gives them up. All members are thread-safe.</summary>
/// <param name="tracker">The tracker's name.</param>
/// <param name="store">The store.</param>
/// <param name="lease">The lease of this node.</param>
/// <param name="members">The membership.</param>
/// <param name="host">Runs the children.</param>
/// <param name="options">The options.</param>
/// <param name="logger">The logger.</param>
internal sealed class KeyOwner(
    string tracker, IClusterStore store, NodeLease lease, IMembers members, IChildHost host, TrackerClusterOptions options, ILogger logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, OwnedKey> _keys = new(StringComparer.Ordinal);
    private readonly TimeProvider _time = options.TimeProvider;
    private volatile bool _isLeaving;
    private volatile bool _isUncertain;

    /// <summary>Finds what this node does with a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns><see langword="null"/> if it does nothing with it.</returns>
    public OwnedKey? Find(string key) => _keys.GetValueOrDefault(key);

    /// <summary>The keys with a child that goes on elsewhere if this node is lost.</summary>
    public IEnumerable<OwnedKey> GetWanted() => _keys.Select(static pair => pair.Value).Where(static key => key is { IsWanted: true, IsOpen: true });

    /// <summary>Acquires and starts a key, unless this node does so already or owns it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="arguments">The serialized arguments. <see langword="null"/> takes over a key that must run.</param>
    /// <param name="isWanted">Whether the key must run from now on.</param>
    /// <param name="isMine">Whether it is this very call that acquires the key.</param>
    /// <param name="isNew">Whether nobody wanted the key before.</param>
    /// <returns>The key; its opening may still be going on.</returns>
    public OwnedKey GetOrOpen(string key, byte[]? arguments, bool isWanted, out bool isMine, bool isNew = false)
    {
        isMine = false;
        if (_keys.TryGetValue(key, out OwnedKey? present))
            return present;
        var opening = new OwnedKey(key, arguments, isWanted, replaces: false, isNew);
        present = _keys.GetOrAdd(key, opening);
        isMine = present == opening;
        if (isMine)
            _ = OpenAsync(opening);
        return present;
    }

    /// <summary>Takes a key over if it must run, unless this node does so already or owns it.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The key; its opening may still be going on.</returns>
    public OwnedKey GetOrTakeOver(string key) => GetOrOpen(key, arguments: null, isWanted: true, out _);

    /// <summary>Stops whoever has the key on this node, and acquires and starts it anew; of several calls at a time, the last one wins.</summary>
    /// <param name="key">The key.</param>
    /// <param name="arguments">The serialized arguments.</param>
    /// <param name="isWanted">Whether the key must run from now on.</param>
    /// <returns>The opening.</returns>
    public OwnedKey Reopen(string key, byte[] arguments, bool isWanted)
    {
        var opening = new OwnedKey(key, arguments, isWanted, replaces: true, isNew: false);
        while (true)
        {
            OwnedKey present = _keys.GetOrAdd(key, opening);
            if (present == opening)
                _ = OpenAsync(opening);
            else if (present.TryReplace(opening))
                _ = ReplaceAsync(present, opening);
            else
                continue;
            return opening;
        }
    }

    /// <summary>Stops the child of a key, also while it starts.</summary>
    /// <param name="key">The key.</param>
    /// <param name="reason">Why.</param>
    /// <returns>A task that completes when this node does not own the key any more. Its result is whether the store knows it.</returns>
    public async Task<bool> StopAsync(OwnedKey key, ExitReason reason)
    {
        await key.Acquired.ConfigureAwait(false);
        if (key.Epoch != 0)
            await host.StopAsync(key.Key, reason).ConfigureAwait(false);
        return await key.Ended.ConfigureAwait(false);
    }

    /// <summary>Releases the key of a child that has ended for good. The host calls it before the key of its tracker is free.</summary>
    /// <param name="key">The key.</param>
    /// <param name="epoch">The epoch with which the child was started.</param>
    /// <param name="reason">Why the child has ended.</param>
    /// <param name="hasRun">Whether the child has ever run. One that was taken over and could not be started is tried again.</param>
    /// <param name="final">The serialized state of the child.</param>
    /// <param name="survivors">The serialized attributes that the child takes along. <see langword="null"/> leaves those of its last checkpoint.</param>
    public async Task OnEndedAsync(string key, long epoch, ExitReason reason, bool hasRun, byte[]? final, byte[]? survivors)
    {
        if (!_keys.TryGetValue(key, out OwnedKey? present) || present.Epoch != epoch)
            return;

        // A child that has ended by itself does not go on elsewhere, even if it was about to move.
        bool isMoved = present.IsMoving && reason is ExitReason.Moved or ExitReason.NodeLost or ExitReason.TrackerClosed or ExitReason.Abandoned;
        bool staysWanted = hasRun ? isMoved : present.IsTakeover || (present.IsMoving && !present.IsNew);
        await EndAsync(present, staysWanted, final, survivors).ConfigureAwait(false);
    }

    /// <summary>Hands all keys over to other nodes: stops their children and gives them up. Refuses further keys.</summary>
    public async Task HandOverAsync()
    {
        _isLeaving = true;
        while (!_keys.IsEmpty)
        {
            await Task.WhenAll(_keys.Values.Select(key =>
            {
                key.IsMoving = true;
                return StopAsync(key, ExitReason.Moved);
            })).ConfigureAwait(false);
        }
    }

    /// <summary>Stops all children, because the lease is lost: their rows stay as they are, and other nodes take them when the lease is over.</summary>
    /// <returns>A task that completes when none runs any more.</returns>
    public async Task StopAllAsync()
    {
        _isLeaving = true;
        while (!_keys.IsEmpty)
            await Task.WhenAll(_keys.Values.Select(key => StopAsync(key, ExitReason.NodeLost))).ConfigureAwait(false);
    }

    /// <summary>Makes true what the store says: stops children whose keys it has given to others, and starts keys that it has given to this node.</summary>
    /// <param name="isForced">Whether to ask the store also if there is no reason to doubt.</param>
    public async Task ReconcileAsync(bool isForced)
    {
        if (!isForced && !_isUncertain)
            return;
        _isUncertain = false;
        OwnedKey[] open = [.. _keys.Values.Where(static key => key.IsOpen)];
        IReadOnlyDictionary<string, long> owned;
        try
        {
            owned = await store.GetOwnedAsync(tracker, lease.Node, lease.Over).ConfigureAwait(false);
        }
        catch
        {
            _isUncertain = true;
            throw;
        }

        foreach (OwnedKey key in open)
        {
            if (!key.IsOpen || owned.GetValueOrDefault(key.Key) == key.Epoch)
                continue;
            OwningLog.KeyTaken(logger, tracker, lease.Node, key.Key, key.Epoch);
            _ = StopAsync(key, ExitReason.NodeLost);
        }

        // The answer to an acquisition was lost: this node owns the key, and does not know it.
        foreach (string key in owned.Keys)
        {
            if (!_keys.ContainsKey(key))
                await GetOrTakeOver(key).Opened.ConfigureAwait(false);
        }
    }

    // Not from the end itself: that is in the context of a child, whose tracker would say that this child waits for its own end.
    private async Task ReplaceAsync(OwnedKey present, OwnedKey successor)
    {
        try
        {
            await StopAsync(present, ExitReason.Stopped).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            successor.CompleteOpening(new KeyOutcome(KeyStatus.StartFailed, exception));
        }

        if (successor.IsOpening)
            await OpenAsync(successor).ConfigureAwait(false);
    }

    private async Task OpenAsync(OwnedKey key)
    {
        KeyOutcome outcome;
        try
        {
            outcome = await AcquireAsync(key).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _isUncertain = true;
            outcome = new KeyOutcome(KeyStatus.StoreFailed, exception);
        }

        // The store need not be told about the end of a key that was not acquired.
        if (outcome.Status != KeyStatus.Opened && key.TryBeginEnd())
            Remove(key, isKnown: true, () => key.CompleteOpening(outcome));
        else
            key.CompleteOpening(outcome);
    }

    private async Task<KeyOutcome> AcquireAsync(OwnedKey key)
    {
        long began = _time.GetTimestamp();
        var request = new AcquireRequest
        {
            Tracker = tracker,
            Key = key.Key,
            Node = lease.Node,
            Arguments = key.Arguments,
            IsWanted = key.IsWanted,
            Replaces = key.Replaces,
        };
        while (true)
        {
            if (!lease.IsValid || _isLeaving)
                return new KeyOutcome(KeyStatus.Misplaced);
            (AcquireStatus status, KeyRecord? record) = await store.AcquireAsync(request, lease.Over).ConfigureAwait(false);
            if (status == AcquireStatus.OwnedByOther)
            {
                if (_time.GetElapsedTime(began) > options.Lease * 2 || !await WaitForOwnerAsync(record!.Owner!).ConfigureAwait(false))
                    return new KeyOutcome(KeyStatus.Misplaced);
                continue;
            }

            if (status != AcquireStatus.Acquired)
                return new KeyOutcome(status == AcquireStatus.NotWanted ? KeyStatus.NotWanted : KeyStatus.Misplaced);
            key.SetAcquired(record!);
            return await StartAsync(key, record!).ConfigureAwait(false);
        }
    }

    private async Task<KeyOutcome> StartAsync(OwnedKey key, KeyRecord record)
    {
        // The answer may have come after the lease was over, and then another node may own the key.
        if (!lease.IsValid || _isLeaving)
        {
            await EndAsync(key, staysWanted: !key.IsNew, final: null).ConfigureAwait(false);
            return new KeyOutcome(KeyStatus.Misplaced);
        }

        try
        {
            Task start = host.StartAsync(record);
            key.CompleteAcquisition();
            await start.ConfigureAwait(false);
            return new KeyOutcome(KeyStatus.Opened);
        }
        catch (Exception exception)
        {
            // A reopening and a hand-over stop a start that is under way: its opener is told so, and not that the start has failed.
            KeyStatus status = key.IsMoving ? KeyStatus.Misplaced : key.IsReplaced ? KeyStatus.Superseded : KeyStatus.StartFailed;
            if (key.IsTakeover && status == KeyStatus.StartFailed)
                OwningLog.TakeoverFailed(logger, tracker, key.Key, exception);
            await EndAsync(key, staysWanted: key.IsTakeover || (key.IsMoving && !key.IsNew), final: null).ConfigureAwait(false);
            return new KeyOutcome(status, status == KeyStatus.StartFailed ? exception : null);
        }
    }

    // An owner that the membership knows has the key, and callers find it there. Any other one has it until its lease is over.
    private async Task<bool> WaitForOwnerAsync(string owner)
    {
        if (members.GetActive().Contains(owner))
            return false;
        IReadOnlyList<NodeRecord> nodes = await store.GetNodesAsync(lease.Over).ConfigureAwait(false);
        if (nodes.FirstOrDefault(node => node.Node == owner) is { } record)
        {
            TimeSpan pause = record.Remaining < LongestPause ? record.Remaining + TimeSpan.FromMilliseconds(1) : LongestPause;
            await Pause.WaitAsync(pause, _time, lease.Over).ConfigureAwait(false);
        }

        return true;
    }

    private async Task EndAsync(OwnedKey key, bool staysWanted, byte[]? final, byte[]? survivors = null)
    {
        if (key.TryBeginEnd())
            Remove(key, await ReleaseAsync(key, staysWanted, final ?? key.Inherited, survivors).ConfigureAwait(false), static () => { });
        else
            await key.Ended.ConfigureAwait(false);
    }

    // Whoever waits for the end is told after the store. A node that has lost its lease tells nothing: its keys go on elsewhere.
    private async Task<bool> ReleaseAsync(OwnedKey key, bool staysWanted, byte[]? final, byte[]? survivors)
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(50);
        while (!lease.IsOver)
        {
            try
            {
                await store
                    .ReleaseAsync(tracker, key.Key, lease.Node, key.Epoch, staysWanted, final, survivors, lease.Over)
                    .ConfigureAwait(false);
                return true;
            }
            catch (Exception exception)
            {
                if (lease.IsOver)
                    break;
                OwningLog.ReleaseFailed(logger, tracker, key.Key, key.Epoch, exception);
                await Pause.WaitAsync(pause, _time, lease.Over).ConfigureAwait(false);
                pause = pause * 2 < options.Lease / 3 ? pause * 2 : options.Lease / 3;
            }
        }

        return false;
    }

    private void Remove(OwnedKey key, bool isKnown, Action completeOpening)
    {
        OwnedKey? successor = key.Close();
        if (successor is { IsOpening: true })
            _keys[key.Key] = successor;
        else
            _keys.TryRemove(new KeyValuePair<string, OwnedKey>(key.Key, key));
        completeOpening();
        key.CompleteEnd(isKnown);
    }
}
