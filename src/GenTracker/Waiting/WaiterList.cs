using System;
using System.Threading;

namespace GenTracker.Waiting;

/// <summary>
/// Callers that wait for the same thing, in the order in which they came. Not thread-safe: its owner's lock guards adding; the end is told once, outside of it.
/// </summary>
/// <remarks>The callers are linked to each other: most often there is one, for whom an array would be larger than itself.</remarks>
internal sealed class WaiterList<T>
{
    private const int FirstPruning = 16;

    private Waiter<T>? _first;
    private Waiter<T>? _last;
    private int _count;
    private int _pruneAt = FirstPruning;

    public Waiter<T> Add(CancellationToken cancellationToken)
    {
        if (_count >= _pruneAt)
        {
            Keep(static (waiter, _) => !waiter.Task.IsCompleted, null);
            _pruneAt = Math.Max(FirstPruning, _count * 2);
        }

        var waiter = new Waiter<T>(cancellationToken);
        Append(waiter);
        return waiter;
    }

    /// <summary>Takes back a caller that was added last and shall not wait after all.</summary>
    public void Remove(Waiter<T> waiter)
    {
        Keep(static (other, removed) => !ReferenceEquals(other, removed), waiter);
        waiter.Detach();
    }

    public void Succeed(T result)
    {
        for (Waiter<T>? waiter = TakeAll(); waiter is not null; waiter = waiter.Next)
        {
            waiter.TrySetResult(result);
            waiter.Detach();
        }
    }

    public void Fail(Exception exception)
    {
        for (Waiter<T>? waiter = TakeAll(); waiter is not null; waiter = waiter.Next)
        {
            waiter.TrySetException(exception);
            waiter.Detach();

            // The caller may have gone without awaiting: a failure that it was told is not an unobserved one.
            _ = waiter.Task.Exception;
        }
    }

    private void Append(Waiter<T> waiter)
    {
        if (_last is null)
            _first = waiter;
        else
            _last.Next = waiter;
        _last = waiter;
        _count++;
    }

    private void Keep(Func<Waiter<T>, Waiter<T>?, bool> isKept, Waiter<T>? state)
    {
        Waiter<T>? waiter = TakeAll();
        while (waiter is not null)
        {
            Waiter<T>? next = waiter.Next;
            waiter.Next = null;
            if (isKept(waiter, state))
                Append(waiter);
            waiter = next;
        }
    }

    private Waiter<T>? TakeAll()
    {
        Waiter<T>? first = _first;
        _first = null;
        _last = null;
        _count = 0;
        return first;
    }
}
