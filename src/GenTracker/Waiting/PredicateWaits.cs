using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Runtime;

namespace GenTracker.Waiting;

/// <summary>
/// The waits for a predicate on a child of one tracker, by the hash of their key: a write wakes them without a call of the key type. A key with the same
/// hash wakes them too, which costs an evaluation. They outlive the children that they look at.
/// </summary>
internal sealed class PredicateWaits<TKey, TChild>(IDispatcher dispatcher, Func<TKey, uint> hash, Func<TKey, TChild?> find)
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<uint, List<PredicateWait<TKey, TChild>>> _waits = [];
    private int _count;
    private Func<TKey, Exception>? _closed;

    public IDispatcher Dispatcher => dispatcher;

    public TChild? Find(TKey key) => find(key);

    /// <summary>Waits until the predicate holds for the running child of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="only">The only child that counts; null if any child of the key does.</param>
    /// <param name="predicate">The condition.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The child.</returns>
    public Task<TChild> WaitAsync(TKey key, TChild? only, Func<TChild, bool> predicate, CancellationToken cancellationToken)
    {
        var wait = new PredicateWait<TKey, TChild>(this, key, hash(key), only, predicate, cancellationToken);
        lock (_lock)
        {
            if (_closed is null)
            {
                if (!_waits.TryGetValue(wait.Hash, out List<PredicateWait<TKey, TChild>>? others))
                    _waits.Add(wait.Hash, others = []);
                others.Add(wait);
                Interlocked.Increment(ref _count);
            }
        }

        if (_closed is { } closed)
            wait.Fail(closed(key));

        // A token that was cancelled before the wait was in the list could not remove it.
        if (wait.Task.IsCompleted)
            Remove(wait);
        else
            wait.Wake();
        return wait.Task;
    }

    /// <summary>Called when a child has become findable, and when it has ended.</summary>
    public void OnChanged(uint keyHash, TChild child)
    {
        // A waiter increments the count before it first looks for the child: one of the two sees the other.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _count) > 0)
            Wake(keyHash, child);
    }

    /// <summary>Wakes the waits of the key. If there is none, the child's writes stop calling here.</summary>
    public void Wake(uint keyHash, TChild child)
    {
        lock (_lock)
        {
            if (!_waits.TryGetValue(keyHash, out List<PredicateWait<TKey, TChild>>? waits))
            {
                child.Link.Disarm();
                return;
            }

            foreach (PredicateWait<TKey, TChild> wait in waits)
                wait.Wake();
        }
    }

    public void Remove(PredicateWait<TKey, TChild> wait)
    {
        lock (_lock)
        {
            if (!_waits.TryGetValue(wait.Hash, out List<PredicateWait<TKey, TChild>>? waits) || !waits.Remove(wait))
                return;
            if (waits.Count == 0)
                _waits.Remove(wait.Hash);
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Fails all waits, and those to come.</summary>
    public void Close(Func<TKey, Exception> closed)
    {
        List<PredicateWait<TKey, TChild>> left = [];
        lock (_lock)
        {
            _closed = closed;
            foreach (List<PredicateWait<TKey, TChild>> waits in _waits.Values)
                left.AddRange(waits);
        }

        foreach (PredicateWait<TKey, TChild> wait in left)
            wait.Fail(closed(wait.Key));
    }
}
