using System;
using System.Threading;

namespace GenTracker.Waiting;

/// <summary>
/// Callers that wait for the same thing, in the order in which they came. Not thread-safe: the owner's lock guards adding and taking. What was taken is
/// completed once, outside of the lock. Only <see cref="Take"/> copies the struct.
/// </summary>
/// <remarks>
/// A circular list of which only the last waiter is kept, and which keeps its length in the last waiter: most often there is one waiter, or none.
/// </remarks>
internal struct WaiterList<T>
{
    private const int FirstPruning = 16;

    private Waiter<T>? _last;

    public Waiter<T> Add(CancellationToken cancellationToken)
    {
        if (_last is { } last && last.Count >= last.PruneAt)
        {
            Retain(static (waiter, _) => !waiter.Task.IsCompleted, null);
            if (_last is { } retained)
                retained.PruneAt = Math.Max(FirstPruning, retained.Count * 2);
        }

        var waiter = Waiter<T>.Create(cancellationToken);
        Add(waiter);
        return waiter;
    }

    public void Add(Waiter<T> waiter)
    {
        if (_last is { } last)
        {
            waiter.Next = last.Next;
            waiter.Count = last.Count + 1;
            waiter.PruneAt = last.PruneAt;
            last.Next = waiter;
        }
        else
        {
            waiter.Next = waiter;
            waiter.Count = 1;
            waiter.PruneAt = FirstPruning;
        }

        _last = waiter;
    }

    /// <summary>Removes a caller that was added, but must not wait.</summary>
    public void Remove(Waiter<T> waiter)
    {
        Retain(static (other, removed) => !ReferenceEquals(other, removed), waiter);
        waiter.Detach();
    }

    /// <summary>Returns all waiters, to complete them outside of the lock, and empties this list.</summary>
    public WaiterList<T> Take()
    {
        WaiterList<T> all = this;
        _last = null;
        return all;
    }

    public void Complete(T result)
    {
        for (Waiter<T>? waiter = Unlink(); waiter is not null; waiter = waiter.Next)
        {
            waiter.TrySetResult(result);
            waiter.Detach();
        }
    }

    public void Fail(Exception exception)
    {
        for (Waiter<T>? waiter = Unlink(); waiter is not null; waiter = waiter.Next)
            waiter.Fail(exception);
    }

    private void Retain(Func<Waiter<T>, Waiter<T>?, bool> isRetained, Waiter<T>? state)
    {
        Waiter<T>? waiter = Unlink();
        while (waiter is not null)
        {
            Waiter<T>? next = waiter.Next;
            if (isRetained(waiter, state))
                Add(waiter);
            else
                waiter.Next = null;
            waiter = next;
        }
    }

    /// <summary>Empties the list, and returns its first waiter, linked up to the last.</summary>
    private Waiter<T>? Unlink()
    {
        if (_last is not { } last)
            return null;
        Waiter<T>? first = last.Next;
        last.Next = null;
        _last = null;
        return first;
    }
}
