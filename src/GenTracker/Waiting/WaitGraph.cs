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

            caller.Waits.RemoveAll(static edge => edge.Task.IsCompleted);
            foreach (IWaitTarget target in targets)
                caller.Waits.Add(new WaitEdge(target, wait, hard));
        }
    }

    private static List<string>? FindChain(Activity caller, IWaitTarget target, bool hard)
    {
        if (target.Life is not { } first)
            return null;
        if (ReferenceEquals(first, caller.Life))
            return [Describe(caller.Life), Describe(first)];
        if (!hard)
            return null;
        var path = new List<LifeNode> { caller.Life };
        return Reaches(first, caller.Life, path, []) ? path.ConvertAll(Describe) : null;
    }

    private static bool Reaches(LifeNode from, LifeNode goal, List<LifeNode> path, HashSet<LifeNode> seen)
    {
        path.Add(from);
        if (ReferenceEquals(from, goal))
            return true;
        if (seen.Add(from) && from.Activity is { IsOver: false } activity)
        {
            foreach (WaitEdge edge in activity.Waits)
            {
                if (edge.IsHard && !edge.Task.IsCompleted && edge.Target.Life is { } next && Reaches(next, goal, path, seen))
                    return true;
            }
        }

        path.RemoveAt(path.Count - 1);
        return false;
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
