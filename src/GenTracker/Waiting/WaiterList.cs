using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace GenTracker.Waiting;

/// <summary>
/// Callers that wait for the same thing, in the order in which they came. Not thread-safe: the owner's lock guards adding and taking. What was taken is
/// completed once, outside of the lock. Only <see cref="Take"/> copies the struct.
/// </summary>
[DebuggerDisplay("{Count} callers")]
internal struct WaiterList<T>
{
    // Null; one waiter; or several. Most often there is one waiter, or none.
    private object? _waiters;

    /// <summary>The number of callers. Some may have gone.</summary>
    public readonly int Count => _waiters switch
    {
        null => 0,
        Several several => several.Count,
        _ => 1,
    };

    public Waiter<T> Add(CancellationToken cancellationToken)
    {
        var waiter = Waiter<T>.Create(cancellationToken);
        Add(waiter);
        return waiter;
    }

    public void Add(Waiter<T> waiter)
    {
        if (_waiters is null)
        {
            _waiters = waiter;
            return;
        }

        if (_waiters is not Several several)
            _waiters = several = [(Waiter<T>)_waiters];
        several.Prune();
        several.Add(waiter);
    }

    /// <summary>Removes a caller that was added, but must not wait.</summary>
    public void Remove(Waiter<T> waiter)
    {
        if (_waiters is Several several)
            several.Remove(waiter);
        else if (ReferenceEquals(_waiters, waiter))
            _waiters = null;
        waiter.Detach();
    }

    /// <summary>Returns all waiters, to complete them outside of the lock, and empties this list.</summary>
    public WaiterList<T> Take()
    {
        WaiterList<T> all = this;
        _waiters = null;
        return all;
    }

    public readonly void Complete(T result)
    {
        if (_waiters is not Several several)
        {
            (_waiters as Waiter<T>)?.Complete(result);
            return;
        }

        foreach (Waiter<T> waiter in several)
            waiter.Complete(result);
    }

    public readonly void Fail(Exception exception)
    {
        if (_waiters is not Several several)
        {
            (_waiters as Waiter<T>)?.Fail(exception);
            return;
        }

        foreach (Waiter<T> waiter in several)
            waiter.Fail(exception);
    }

    private sealed class Several : List<Waiter<T>>
    {
        private const int FirstPruning = 16;

        private int _pruneAt = FirstPruning;

        /// <summary>Removes callers that have gone, when there are twice as many as stayed the last time.</summary>
        public void Prune()
        {
            if (Count < _pruneAt)
                return;
            RemoveAll(static waiter => waiter.Task.IsCompleted);
            _pruneAt = Math.Max(FirstPruning, Count * 2);
        }
    }
}
