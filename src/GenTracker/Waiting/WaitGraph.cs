using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Waiting;

/// <summary>
/// Who waits for whom, across all trackers of the process: children's code that waits for the start or the end of other children. Only
/// waits that begin inside a child's code are recorded; a wait that would close a ring is refused, with the ring as the message.
/// </summary>
/// <remarks>
/// One lock for the process: it is taken only when a child's code is about to wait. Adding an edge and looking for a ring is one step
/// under it, so the last edge of a ring always finds the ring. Ended waits are recognised by their task and need no removal.
/// </remarks>
internal static class WaitGraph
{
    private static readonly Lock Gate = new();

    /// <summary>Records that the calling code, if it is a child's, waits for the target.</summary>
    /// <param name="target">For what.</param>
    /// <param name="wait">The wait.</param>
    /// <param name="cancellable">Whether the caller may end its wait by a token.</param>
    /// <exception cref="WaitCycleException">The target waits for the caller already.</exception>
    public static void Enter(IWaitTarget target, Task wait, bool cancellable)
    {
        if (Activity.Current is not null)
            EnterAll([target], wait, cancellable);
    }

    /// <summary>Records that the calling code, if it is a child's, waits for all of the targets: for each, or for none where one is refused.</summary>
    /// <param name="targets">For what.</param>
    /// <param name="wait">The wait.</param>
    /// <param name="cancellable">Whether the caller may end its wait by a token.</param>
    /// <exception cref="WaitCycleException">One of the targets waits for the caller already.</exception>
    public static void EnterAll(IReadOnlyList<IWaitTarget> targets, Task wait, bool cancellable)
    {
        if (Activity.Current is not { } caller)
            return;
        bool hard = !cancellable || caller.Kind != ActivityKind.Running;
        lock (Gate)
        {
            foreach (IWaitTarget target in targets)
            {
                if (FindChain(caller, target, hard) is { } chain)
                    throw new WaitCycleException(target.Life!.TrackerName, target.Life.KeyObject, chain);
            }

            caller.Waits ??= [];
            caller.Waits.RemoveAll(static edge => edge.Task.IsCompleted);
            foreach (IWaitTarget target in targets)
                caller.Waits.Add(new WaitEdge(target, wait, hard));

            // Either the one who ends the activity sees that it waits, or this sees that it is over.
            Interlocked.MemoryBarrier();
            if (caller.IsOver)
                caller.Waits = null;
        }
    }

    /// <summary>Takes out all edges of an activity that is over.</summary>
    public static void Forget(Activity activity)
    {
        lock (Gate)
            activity.Waits = null;
    }

    private static List<string>? FindChain(Activity caller, IWaitTarget target, bool hard)
    {
        if (target.Life is not { } first)
            return null;
        if (ReferenceEquals(first, caller.Life))
            return [Describe(caller.Life), Describe(first)];
        if (!hard)
            return null;
        return FindPath(first, caller.Life) is { } path ? [Describe(caller.Life), .. path.ConvertAll(Describe)] : null;
    }

    /// <summary>Whom one waits for, step by step, until it is the goal. Without recursion: chains may be longer than a stack is deep.</summary>
    private static List<LifeNode>? FindPath(LifeNode from, LifeNode goal)
    {
        var cameFrom = new Dictionary<LifeNode, LifeNode?> { [from] = null };
        var open = new Stack<LifeNode>([from]);
        while (open.TryPop(out LifeNode? at))
        {
            if (ReferenceEquals(at, goal))
                return PathTo(at, cameFrom);
            if (at.Activity is not { IsOver: false, Waits: { } edges })
                continue;
            foreach (WaitEdge edge in edges)
            {
                if (edge.IsHard && !edge.Task.IsCompleted && edge.Target.Life is { } next && cameFrom.TryAdd(next, at))
                    open.Push(next);
            }
        }

        return null;
    }

    private static List<LifeNode> PathTo(LifeNode goal, Dictionary<LifeNode, LifeNode?> cameFrom)
    {
        var path = new List<LifeNode>();
        for (LifeNode? at = goal; at is not null; at = cameFrom[at])
            path.Add(at);
        path.Reverse();
        return path;
    }

    private static string Describe(LifeNode life)
    {
        string doing = life.Activity?.Kind switch
        {
            ActivityKind.Starting => "starting",
            ActivityKind.Running => "running",
            ActivityKind.AfterTerminate => "in AfterTerminateAsync",
            ActivityKind.Disposing => "being disposed",
            _ => "waiting",
        };
        return $"{life.TrackerName}/{life.KeyObject} ({doing})";
    }
}
