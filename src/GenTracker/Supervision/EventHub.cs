using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using GenTracker.Runtime;
using GenTracker.Watching;

namespace GenTracker.Supervision;

/// <summary>
/// Publishes the events of a tracker's children to its subscriptions. It shares the locks of <see cref="TrackerState{TKey, TChild}"/>, so that the
/// children that a subscriber gets first and the events after them fit together.
/// </summary>
internal sealed class EventHub<TKey, TChild>(StateStripes stripes, Func<IEnumerable<ChildLifecycle<TKey, TChild>>> lifecycles) : IEventSource<TKey, TChild>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private readonly List<Subscription<TKey, TChild>> _subscriptions = [];
    private bool _isCompleted;

    public void Synchronize(Subscription<TKey, TChild> subscription)
    {
        using (stripes.EnterAll())
        {
            if (!_isCompleted && !_subscriptions.Contains(subscription))
                _subscriptions.Add(subscription);
            stripes.HasSubscriptions = _subscriptions.Count > 0;
            subscription.Restart(GetPresent(), _isCompleted);
        }
    }

    public void Unsubscribe(Subscription<TKey, TChild> subscription)
    {
        lock (stripes.StateLock)
        {
            _subscriptions.Remove(subscription);
            stripes.HasSubscriptions = _subscriptions.Count > 0;
        }
    }

    /// <summary>Publishes that a child can be found. Under the lock.</summary>
    public void PublishStarted(ChildLifecycle<TKey, TChild> lifecycle, TChild child, bool isRestart)
    {
        lifecycle.IsAnnounced = true;
        Publish(new ChildEvent<TKey, TChild> { Kind = isRestart ? ChildEventKind.Restarted : ChildEventKind.Started, Key = lifecycle.Key, Child = child });
    }

    /// <summary>Publishes that a child has ended, if its start was published. Under the lock.</summary>
    public void PublishTerminated(ChildLifecycle<TKey, TChild> lifecycle, TChild child, IExitHolder exit)
    {
        if (!lifecycle.IsAnnounced)
            return;
        lifecycle.IsAnnounced = false;
        PublishTerminated(lifecycle.Key, child, exit);
    }

    public void PublishTerminated(TKey key, TChild child, IExitHolder exit) =>
        Publish(new ChildEvent<TKey, TChild> { Kind = ChildEventKind.Terminated, Key = key, Child = child, Exit = exit.Exit });

    /// <summary>Completes all subscriptions, and those to come. Under the lock.</summary>
    public void Complete()
    {
        Debug.Assert(stripes.StateLock.IsHeldByCurrentThread);
        _isCompleted = true;
        foreach (Subscription<TKey, TChild> subscription in _subscriptions)
            subscription.Complete();
        _subscriptions.Clear();
        stripes.HasSubscriptions = false;
    }

    private void Publish(in ChildEvent<TKey, TChild> published)
    {
        Debug.Assert(stripes.StateLock.IsHeldByCurrentThread);
        foreach (Subscription<TKey, TChild> subscription in _subscriptions)
            subscription.Add(published);
    }

    private IEnumerable<ChildEvent<TKey, TChild>> GetPresent()
    {
        foreach (ChildLifecycle<TKey, TChild> lifecycle in lifecycles())
        {
            if (lifecycle.IsAnnounced)
                yield return new ChildEvent<TKey, TChild> { Kind = ChildEventKind.Present, Key = lifecycle.Key, Child = lifecycle.AnnouncedChild };
        }
    }
}
