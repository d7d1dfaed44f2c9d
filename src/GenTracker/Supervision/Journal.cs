using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Waiting;
using GenTracker.Watching;

namespace GenTracker.Supervision;

/// <summary>
/// What is true of a tracker as a whole: how many children there are and how many run, whether it is closing, and what its event streams
/// are told. Every change is one step under one lock, so that a subscriber's present children and the events after them fit together.
/// </summary>
internal sealed class Journal<TKey, TChild>(TrackerSettings settings, Func<IEnumerable<Life<TKey, TChild>>> lives) : IEventSource<TKey, TChild>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private readonly Lock _gate = new();
    private readonly List<Subscription<TKey, TChild>> _subscriptions = [];
    private readonly HashSet<AbandonedChild<TKey, TChild>> _abandoned = [];
    private WaiterList<bool> _settledWaiters;
    private WaiterList<bool> _closedWaiters;
    private int _running;
    private int _lives;
    private bool _isClosing;
    private bool _isClosed;

    public int Running => Volatile.Read(ref _running);

    public bool IsClosing => Volatile.Read(ref _isClosing);

    public IReadOnlyList<AbandonedChild<TKey, TChild>> Abandoned
    {
        get
        {
            lock (_gate)
                return [.. _abandoned];
        }
    }

    /// <summary>Counts a life in that is about to be put into the table; the reason why not where that may not be.</summary>
    public TrackerException? TryEnter(TKey key)
    {
        lock (_gate)
        {
            TrackerException? refusal = Refuse(key, _lives);
            if (refusal is null)
                _lives++;
            return refusal;
        }
    }

    /// <summary>Whether a life that ends may be followed by another one in its place.</summary>
    public TrackerException? TrySucceed(TKey key)
    {
        lock (_gate)
            return Refuse(key, _lives - 1);
    }

    /// <summary>Counts a life out.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _lives--;
            OnMaybeSettled();
            if (!TryBeClosed())
                return;
        }

        settings.Log.Closed();
    }

    /// <summary>Makes the child of a life findable, and tells of it.</summary>
    public void Publish(Life<TKey, TChild> life, TChild child, bool isRestart)
    {
        lock (_gate)
        {
            life.Show(child);
            life.IsAnnounced = true;
            _running++;
            Tell(new ChildEvent<TKey, TChild>
            {
                Kind = isRestart ? ChildEventKind.Restarted : ChildEventKind.Started,
                Key = life.Key,
                Child = child,
            });
            OnMaybeSettled();
        }
    }

    /// <summary>Makes the child of a life no longer findable. That it has ended is told later, when its attributes are final.</summary>
    public void Hide(Life<TKey, TChild> life)
    {
        lock (_gate)
        {
            life.Show(null);
            _running--;
        }
    }

    /// <summary>Tells that a child has ended, if its beginning was told.</summary>
    public void Terminated(Life<TKey, TChild> life, TChild child, ChildEnd end)
    {
        lock (_gate)
        {
            if (!life.IsAnnounced)
                return;
            life.IsAnnounced = false;
            Tell(new ChildEvent<TKey, TChild> { Kind = ChildEventKind.Terminated, Key = life.Key, Child = child, Exit = end.Exit });
        }
    }

    /// <summary>Tells that a key has ended whose child's end was told before.</summary>
    public void TellEnd(TKey key, TChild child, ChildEnd end)
    {
        lock (_gate)
            Tell(new ChildEvent<TKey, TChild> { Kind = ChildEventKind.Terminated, Key = key, Child = child, Exit = end.Exit });
    }

    public void Add(AbandonedChild<TKey, TChild> abandoned)
    {
        lock (_gate)
            _abandoned.Add(abandoned);
    }

    public void Remove(AbandonedChild<TKey, TChild> abandoned)
    {
        lock (_gate)
            _abandoned.Remove(abandoned);
    }

    /// <summary>Completes when no life is on its way from one state to another.</summary>
    public Task<bool> WhenSettledAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _lives == _running ? Task.FromResult(true) : _settledWaiters.Add(cancellationToken).Task;
    }

    /// <summary>Refuses all lives from now on.</summary>
    public void BeginClosing()
    {
        lock (_gate)
        {
            Volatile.Write(ref _isClosing, true);
            if (!TryBeClosed())
                return;
        }

        settings.Log.Closed();
    }

    /// <summary>Completes when the tracker is closing and its last life is over.</summary>
    public Task<bool> WhenClosed()
    {
        lock (_gate)
            return _isClosed ? Task.FromResult(true) : _closedWaiters.Add(CancellationToken.None).Task;
    }

    public void Synchronize(Subscription<TKey, TChild> subscription)
    {
        lock (_gate)
        {
            if (!_isClosed && !_subscriptions.Contains(subscription))
                _subscriptions.Add(subscription);
            subscription.Restart(Present(), _isClosed);
        }
    }

    public void Unsubscribe(Subscription<TKey, TChild> subscription)
    {
        lock (_gate)
            _subscriptions.Remove(subscription);
    }

    private TrackerException? Refuse(TKey key, int otherLives) =>
        _isClosing ? new TrackerClosedException(settings.Name, key)
        : otherLives + _abandoned.Count >= settings.MaxChildren ? new TrackerFullException(settings.Name, key, otherLives + _abandoned.Count)
        : null;

    private IEnumerable<ChildEvent<TKey, TChild>> Present()
    {
        foreach (Life<TKey, TChild> life in lives())
        {
            if (life.IsAnnounced)
                yield return new ChildEvent<TKey, TChild> { Kind = ChildEventKind.Present, Key = life.Key, Child = life.Announced };
        }
    }

    private void Tell(in ChildEvent<TKey, TChild> happened)
    {
        foreach (Subscription<TKey, TChild> subscription in _subscriptions)
            subscription.Add(happened);
    }

    private void OnMaybeSettled()
    {
        if (_lives == _running)
            _settledWaiters.Succeed(true);
    }

    private bool TryBeClosed()
    {
        if (_isClosed || !_isClosing || _lives > 0)
            return false;
        _isClosed = true;
        foreach (Subscription<TKey, TChild> subscription in _subscriptions)
            subscription.Complete();
        _subscriptions.Clear();
        _closedWaiters.Succeed(true);
        return true;
    }
}
