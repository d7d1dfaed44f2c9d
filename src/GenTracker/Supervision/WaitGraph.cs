using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Supervision;

/// <summary>
/// Which child waits for which, over all trackers of the process: child code that waits for the start or the end of other children. Only waits that
/// start inside child code are recorded. A wait that would close a cycle is refused, and the message shows the cycle.
/// </summary>
/// <remarks>
/// One lock for the process: it is taken only when child code is about to wait. Adding an edge and looking for a cycle is one step under it, so the last
/// edge of a cycle always finds the cycle. A wait that has ended is known by its task, and needs no removal.
/// </remarks>
internal static class WaitGraph
{
    private static readonly Lock GraphLock = new();

    /// <summary>Records that the calling code, if it is a child's, waits for the target.</summary>
    /// <param name="target">What it waits for.</param>
    /// <param name="wait">The wait.</param>
    /// <param name="cancellable">Whether the caller can end its wait by a token.</param>
    /// <returns>Why the wait is refused: the target waits for the caller already. Null if it was recorded.</returns>
    public static WaitCycleException? AddWait(IWaitTarget target, Task wait, bool cancellable) =>
        ChildOperation.Current is null ? null : AddWaits([target], wait, cancellable);

    /// <summary>Records a wait for all of the targets; for none if one is refused.</summary>
    /// <param name="targets">What the calling code waits for.</param>
    /// <param name="wait">The wait.</param>
    /// <param name="cancellable">Whether the caller can end its wait by a token.</param>
    /// <returns>Why the wait is refused: one of the targets waits for the caller already. Null if it was recorded.</returns>
    public static WaitCycleException? AddWaits(IReadOnlyList<IWaitTarget> targets, Task wait, bool cancellable)
    {
        if (ChildOperation.Current is not { } caller)
            return null;
        bool isUnbreakable = !cancellable || caller.Kind != ChildOperationKind.Running;
        lock (GraphLock)
        {
            foreach (IWaitTarget target in targets)
            {
                if (FindCycle(caller, target, isUnbreakable) is { } cycle)
                    return new WaitCycleException(target.Owner!.TrackerName, target.Owner.KeyObject, cycle);
            }

            caller.Waits ??= [];
            caller.Waits.RemoveAll(static edge => edge.Task.IsCompleted);
            foreach (IWaitTarget target in targets)
                caller.Waits.Add(new WaitEdge(target, wait, isUnbreakable));

            // Either the thread that ends the operation sees its waits, or this thread sees that it is over.
            Interlocked.MemoryBarrier();
            if (caller.IsOver)
                caller.Waits = null;
            return null;
        }
    }

    /// <summary>Removes the waits of an operation that is over.</summary>
    public static void RemoveWaits(ChildOperation operation)
    {
        lock (GraphLock)
            operation.Waits = null;
    }

    private static List<WaitCycleEntry>? FindCycle(ChildOperation caller, IWaitTarget target, bool isUnbreakable)
    {
        if (target.Owner is not { } first)
            return null;
        if (ReferenceEquals(first, caller.Owner))
            return [Describe(caller.Owner), Describe(first)];
        if (!isUnbreakable)
            return null;
        return FindPath(first, caller.Owner) is { } path ? [Describe(caller.Owner), .. path.ConvertAll(Describe)] : null;
    }

    /// <summary>Follows the waits from one owner to the other. Without recursion: a chain may be longer than a stack is deep.</summary>
    private static List<OperationOwner>? FindPath(OperationOwner from, OperationOwner goal)
    {
        var cameFrom = new Dictionary<OperationOwner, OperationOwner?> { [from] = null };
        var open = new Stack<OperationOwner>([from]);
        while (open.TryPop(out OperationOwner? at))
        {
            if (ReferenceEquals(at, goal))
                return GetPathTo(at, cameFrom);
            if (at.Operation is not { IsOver: false, Waits: { } edges })
                continue;
            foreach (WaitEdge edge in edges)
            {
                if (edge.IsUnbreakable && !edge.Task.IsCompleted && edge.Target.Owner is { } next && cameFrom.TryAdd(next, at))
                    open.Push(next);
            }
        }

        return null;
    }

    private static List<OperationOwner> GetPathTo(OperationOwner goal, Dictionary<OperationOwner, OperationOwner?> cameFrom)
    {
        var path = new List<OperationOwner>();
        for (OperationOwner? at = goal; at is not null; at = cameFrom[at])
            path.Add(at);
        path.Reverse();
        return path;
    }

    /// <summary>Only reads what is there: the text is made when the exception is read, and not under the lock.</summary>
    private static WaitCycleEntry Describe(OperationOwner owner)
    {
        string doing = owner.Operation?.Kind switch
        {
            ChildOperationKind.Starting => "starting",
            ChildOperationKind.Running => "running",
            ChildOperationKind.AfterTerminate => "in AfterTerminateAsync",
            ChildOperationKind.Disposing => "being disposed",
            ChildOperationKind.Ended => "in a handler of its end",
            _ => "waiting",
        };
        return new WaitCycleEntry(owner.TrackerName, owner.KeyObject, doing);
    }
}

/// <summary>What a wait is for: the operations of a key, or an open that is handed from one lifecycle of a key to the next.</summary>
internal interface IWaitTarget
{
    /// <summary>Whose operations the wait depends on now.</summary>
    OperationOwner? Owner { get; }
}

/// <summary>One wait of an operation.</summary>
/// <param name="Target">What it waits for.</param>
/// <param name="Task">The wait itself: once it has completed, the edge does not count.</param>
/// <param name="IsUnbreakable">
/// Whether only the target can end the wait. A running child that waits with a token gives the wait up when it is stopped, so a caller that waits for its
/// end is not held up.
/// </param>
internal readonly record struct WaitEdge(IWaitTarget Target, Task Task, bool IsUnbreakable);
