using System;
using System.Threading;

namespace GenTracker.Waiting;

/// <summary>
/// Callers that wait for the same thing, in the order in which they came. Not thread-safe: its owner's lock guards adding and taking; the end is told
/// once, to what was taken, outside of it. A field of its owner's, never copied but by <see cref="Take"/>.
/// </summary>
/// <remarks>The callers are linked to each other, the last to the first, and the last knows what there is to know of all: most often there is one or none.</remarks>
internal struct WaiterList<T>
{
    private const int FirstPruning = 16;

    private Waiter<T>? _last;

    public Waiter<T> Add(CancellationToken cancellationToken)
    {
        if (_last is { } last && last.Count >= last.PruneAt)
        {
            Keep(static (waiter, _) => !waiter.Task.IsCompleted, null);
            if (_last is { } kept)
                kept.PruneAt = Math.Max(FirstPruning, kept.Count * 2);
        }

        var waiter = Waiter<T>.For(cancellationToken);
        Append(waiter);
        return waiter;
    }

    /// <summary>Takes back a caller that was added last and shall not wait after all.</summary>
    public void Remove(Waiter<T> waiter)
    {
        Keep(static (other, removed) => !ReferenceEquals(other, removed), waiter);
        waiter.Detach();
    }

    /// <summary>All who wait, to be told of the end: nobody of them is in this list any more.</summary>
    public WaiterList<T> Take()
    {
        WaiterList<T> all = this;
        _last = null;
        return all;
    }

    public void Succeed(T result)
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
        {
            waiter.TrySetException(exception);
            waiter.Detach();

            // The caller may have gone without awaiting: a failure that it was told is not an unobserved one.
            _ = waiter.Task.Exception;
        }
    }

    private void Append(Waiter<T> waiter)
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

    private void Keep(Func<Waiter<T>, Waiter<T>?, bool> isKept, Waiter<T>? state)
    {
        Waiter<T>? waiter = Unlink();
        while (waiter is not null)
        {
            Waiter<T>? next = waiter.Next;
            if (isKept(waiter, state))
                Append(waiter);
            else
                waiter.Next = null;
            waiter = next;
        }
    }

    /// <summary>Empties the list; the first of those who were in it, linked up to the last.</summary>
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
