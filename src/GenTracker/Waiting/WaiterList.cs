using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Waiting;

/// <summary>Callers that wait for the same thing. Not thread-safe: its owner's lock guards adding; the end is told once, outside of it.</summary>
internal sealed class WaiterList<T>
{
    private const int FirstPruning = 16;

    private readonly List<Waiter<T>> _waiters = [];
    private int _pruneAt = FirstPruning;

    public Waiter<T> Add(CancellationToken cancellationToken)
    {
        if (_waiters.Count >= _pruneAt)
        {
            _waiters.RemoveAll(static waiter => waiter.Task.IsCompleted);
            _pruneAt = Math.Max(FirstPruning, _waiters.Count * 2);
        }

        var waiter = new Waiter<T>(cancellationToken);
        _waiters.Add(waiter);
        return waiter;
    }

    /// <summary>Takes back a caller that was added last and shall not wait after all.</summary>
    public void Remove(Waiter<T> waiter)
    {
        _waiters.Remove(waiter);
        waiter.Detach();
    }

    public void Succeed(T result)
    {
        foreach (Waiter<T> waiter in _waiters)
        {
            waiter.TrySetResult(result);
            waiter.Detach();
        }

        _waiters.Clear();
    }

    public void Fail(Exception exception)
    {
        foreach (Waiter<T> waiter in _waiters)
        {
            waiter.TrySetException(exception);
            waiter.Detach();

            // The caller may have gone without awaiting: a failure that it was told is not an unobserved one.
            _ = waiter.Task.Exception;
        }

        _waiters.Clear();
    }
}
