using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Table;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>
/// The state of a tracker as a whole: how many keys are taken, how many children run, what is abandoned, and whether it closes. Every change is one
/// step; if it has an event, the event is part of the step.
/// </summary>
/// <remarks>
/// Keys are taken and freed under one lock, that of the table. A start or end of a child takes it only while somebody watches: a subscription, or a caller that
/// waits until all is settled. Otherwise it takes the lock of its key's stripe alone. Whoever begins to watch holds all stripes meanwhile, so each change is
/// either over by then, or is published.
/// </remarks>
[DebuggerDisplay("{_taken} keys, {_running} running, {_abandoned.Count} abandoned, closing: {_isClosing}, closed: {_closed.Task.IsCompleted}")]
internal sealed class TrackerState<TKey, TChild>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private readonly Lock _lock;
    private readonly StateStripes _stripes;
    private readonly TrackerSettings _settings;
    private readonly ChildTable<TKey, ChildLifecycle<TKey, TChild>, TChild> _table;
    private readonly HashSet<AbandonedChild<TKey, TChild>> _abandoned = [];
    private WaiterList<bool> _settledWaiters;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private int _taken;
    private bool _isClosing;

    public TrackerState(TrackerSettings settings, ChildTable<TKey, ChildLifecycle<TKey, TChild>, TChild> table)
    {
        _settings = settings;
        _table = table;
        _lock = table.WriterLock;
        _stripes = new StateStripes(_lock);
        Events = new EventHub<TKey, TChild>(_stripes, () => table.Values);
    }

    public EventHub<TKey, TChild> Events { get; }

    public ref readonly int Running => ref _running;

    public bool IsClosing => Volatile.Read(ref _isClosing);

    public IReadOnlyList<AbandonedChild<TKey, TChild>> Abandoned
    {
        get
        {
            lock (_lock)
                return [.. _abandoned];
        }
    }

    public int AbandonedCount
    {
        get
        {
            lock (_lock)
                return _abandoned.Count;
        }
    }

    /// <summary>
    /// Takes the key of a lifecycle. False if it is taken already, or if it is refused: then the refusal says why. Throws what the key type throws.
    /// </summary>
    /// <remarks>
    /// The table and the number of its keys change in one step, here and in <see cref="Free"/>. So a key is refused for lack of room only if it is not in the
    /// table, and all the room is taken by keys that are.
    /// </remarks>
    public bool TryTake(ChildLifecycle<TKey, TChild> lifecycle, out TrackerException? refusal)
    {
        while (true)
        {
            // Keys are compared without the lock: that calls a user's code, and other keys must not wait for it.
            refusal = null;
            int additions = _table.Additions;
            if (_table.TryGet(lifecycle.Key, lifecycle.Hash, out _))
                return false;
            lock (_lock)
            {
                refusal = GetRefusal(lifecycle.Key, _taken);
                if (refusal is null && _table.TryAddAbsent(lifecycle.Key, lifecycle.Hash, lifecycle, additions))
                {
                    _taken++;
                    return true;
                }

                // A key that is taken needs no room: its caller joins those who have it.
                if (refusal is not null && (refusal is not TrackerFullException || !_table.MayHaveAdded(lifecycle.Hash, additions)))
                    return false;
            }
        }
    }

    /// <summary>Returns the reason if an ending key must not go on with those who wait for it, in the room that it has.</summary>
    public TrackerException? GetSuccessorRefusal(TKey key)
    {
        lock (_lock)
            return GetRefusal(key, _taken - 1);
    }

    /// <summary>Frees the key of a lifecycle, and its room. Under its lock: whoever still finds the lifecycle waits until it is over.</summary>
    public void Free(ChildLifecycle<TKey, TChild> lifecycle)
    {
        lock (_lock)
        {
            bool isDone = _table.TryRemove(lifecycle.Hash, lifecycle);
            Debug.Assert(isDone, "Only an end takes a lifecycle out of the table.");
            _taken--;
            CompleteIfSettled();
            if (!TryCompleteClose())
                return;
        }

        _settings.Log.Closed();
    }

    /// <summary>Makes the child findable, and publishes its start.</summary>
    public void SetRunning(ChildLifecycle<TKey, TChild> lifecycle, TChild child, bool isRestart)
    {
        lock (_stripes[lifecycle.Hash])
        {
            if (!_stripes.IsWatched)
            {
                Show(lifecycle, child);
                lifecycle.IsAnnounced = true;
                return;
            }

            lock (_lock)
            {
                Show(lifecycle, child);
                Events.PublishStarted(lifecycle, child, isRestart);
                CompleteIfSettled();
            }
        }
    }

    /// <summary>Makes the child unfindable. Its end is published later, when its attributes are final.</summary>
    public void SetNotRunning(ChildLifecycle<TKey, TChild> lifecycle)
    {
        lock (_stripes[lifecycle.Hash])
        {
            if (!_stripes.IsWatched)
            {
                Hide(lifecycle);
                return;
            }

            lock (_lock)
                Hide(lifecycle);
        }
    }

    /// <summary>Publishes that a child has ended, if its start was published.</summary>
    public void SetTerminated(ChildLifecycle<TKey, TChild> lifecycle, TChild child, IExitHolder exit)
    {
        lock (_stripes[lifecycle.Hash])
        {
            if (!_stripes.IsWatched)
            {
                lifecycle.IsAnnounced = false;
                return;
            }

            lock (_lock)
                Events.PublishTerminated(lifecycle, child, exit);
        }
    }

    /// <summary>Publishes that a key has ended whose child's end was published before, with the promise of a restart.</summary>
    public void SetRestartCancelled(ChildLifecycle<TKey, TChild> lifecycle, TChild child, IExitHolder exit)
    {
        lock (_stripes[lifecycle.Hash])
        {
            if (!_stripes.IsWatched)
                return;
            lock (_lock)
                Events.PublishTerminated(lifecycle.Key, child, exit);
        }
    }

    public void Add(AbandonedChild<TKey, TChild> abandoned)
    {
        lock (_lock)
            _abandoned.Add(abandoned);
    }

    public void Remove(AbandonedChild<TKey, TChild> abandoned)
    {
        lock (_lock)
            _abandoned.Remove(abandoned);
    }

    /// <summary>Completes when every key that is taken has a running child.</summary>
    public Task<bool> WhenSettledAsync(CancellationToken cancellationToken)
    {
        using (_stripes.EnterAll())
        {
            if (_taken == _running)
                return Task.FromResult(true);
            _stripes.AwaitsSettling = true;
            return _settledWaiters.Add(cancellationToken).Task;
        }
    }

    /// <summary>Refuses all keys from now on.</summary>
    public void StartClosing()
    {
        lock (_lock)
        {
            Volatile.Write(ref _isClosing, true);
            if (!TryCompleteClose())
                return;
        }

        _settings.Log.Closed();
    }

    /// <summary>Completes when the tracker closes and no key is taken any more.</summary>
    public Task WhenClosed => _closed.Task;

    private TrackerException? GetRefusal(TKey key, int otherKeys)
    {
        Debug.Assert(_lock.IsHeldByCurrentThread);
        return _isClosing ? new TrackerClosedException(_settings.Name, key)
            : otherKeys + _abandoned.Count >= _settings.MaxChildren ? new TrackerFullException(_settings.Name, key, otherKeys + _abandoned.Count)
            : null;
    }

    private void CompleteIfSettled()
    {
        Debug.Assert(_lock.IsHeldByCurrentThread);
        if (!_stripes.AwaitsSettling || _taken != _running)
            return;
        _settledWaiters.Complete(true);
        _stripes.AwaitsSettling = false;
    }

    private void Show(ChildLifecycle<TKey, TChild> lifecycle, TChild child)
    {
        lifecycle.SetVisible(child);
        Interlocked.Increment(ref _running);
    }

    private void Hide(ChildLifecycle<TKey, TChild> lifecycle)
    {
        lifecycle.SetVisible(null);
        Interlocked.Decrement(ref _running);
    }

    private bool TryCompleteClose()
    {
        Debug.Assert(_lock.IsHeldByCurrentThread);
        if (_closed.Task.IsCompleted || !_isClosing || _taken > 0)
            return false;
        Events.Complete();
        _closed.SetResult();
        return true;
    }
}
