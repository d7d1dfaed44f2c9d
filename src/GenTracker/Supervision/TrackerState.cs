using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>
/// The state of a tracker as a whole: how many keys are taken, how many children run, what is abandoned, and whether it closes. Every change is one
/// step under one lock; if it has an event, the event is part of the step.
/// </summary>
[DebuggerDisplay("{_taken} keys, {_running} running, {_abandoned.Count} abandoned, closing: {_isClosing}, closed: {_closed.Task.IsCompleted}")]
internal sealed class TrackerState<TKey, TChild>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private readonly Lock _lock = new();
    private readonly TrackerSettings _settings;
    private readonly HashSet<AbandonedChild<TKey, TChild>> _abandoned = [];
    private WaiterList<bool> _settledWaiters;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private int _taken;
    private bool _isClosing;

    public TrackerState(TrackerSettings settings, Func<IEnumerable<ChildLifecycle<TKey, TChild>>> lifecycles)
    {
        _settings = settings;
        Events = new EventHub<TKey, TChild>(_lock, lifecycles);
    }

    public EventHub<TKey, TChild> Events { get; }

    public int Running => Volatile.Read(ref _running);

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

    /// <summary>Reserves room for a key that is about to be taken. Returns why it was refused; null if it was reserved.</summary>
    public TrackerException? TryReserve(TKey key)
    {
        lock (_lock)
        {
            TrackerException? refusal = GetRefusal(key, _taken);
            if (refusal is null)
                _taken++;
            return refusal;
        }
    }

    /// <summary>Returns the reason if an ending key must not go on with those who wait for it, in the room that it has.</summary>
    public TrackerException? GetSuccessorRefusal(TKey key)
    {
        lock (_lock)
            return GetRefusal(key, _taken - 1);
    }

    /// <summary>Gives the room of a key back.</summary>
    public void Release()
    {
        lock (_lock)
        {
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
        lock (_lock)
        {
            lifecycle.SetVisible(child);
            _running++;
            Events.PublishStarted(lifecycle, child, isRestart);
            CompleteIfSettled();
        }
    }

    /// <summary>Makes the child unfindable. Its end is published later, when its attributes are final.</summary>
    public void SetNotRunning(ChildLifecycle<TKey, TChild> lifecycle)
    {
        lock (_lock)
        {
            lifecycle.SetVisible(null);
            _running--;
        }
    }

    /// <summary>Publishes that a child has ended, if its start was published.</summary>
    public void SetTerminated(ChildLifecycle<TKey, TChild> lifecycle, TChild child, BoxedChildExit exit)
    {
        lock (_lock)
            Events.PublishTerminated(lifecycle, child, exit);
    }

    /// <summary>Publishes that a key has ended whose child's end was published before, with the promise of a restart.</summary>
    public void SetRestartCancelled(TKey key, TChild child, BoxedChildExit exit)
    {
        lock (_lock)
            Events.PublishTerminated(key, child, exit);
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
        lock (_lock)
            return _taken == _running ? Task.FromResult(true) : _settledWaiters.Add(cancellationToken).Task;
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
        if (_taken == _running)
            _settledWaiters.Complete(true);
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
