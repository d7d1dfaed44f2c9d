using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Waiting;

/// <summary>
/// One caller that waits. Cancelling the caller's token ends this wait and nothing of the tracker. Each has a task of its own, so that a cancelled
/// caller changes nothing for the others, and what a caller does afterwards never runs on the runtime's thread.
/// </summary>
internal class Waiter<T> : TaskCompletionSource<T>
{
    protected Waiter()
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
    }

    /// <summary>Who came next to wait for the same thing, or, after the last, who came first. Its <see cref="WaiterList{T}"/>'s own, as are the other two.</summary>
    public Waiter<T>? Next { get; set; }

    /// <summary>How many there were with this one.</summary>
    public int Count { get; set; }

    /// <summary>At how many those who have gone are looked for.</summary>
    public int PruneAt { get; set; }

    /// <summary>A caller with its token, which few have: the others are spared the room for it.</summary>
    public static Waiter<T> For(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? new CancellableWaiter<T>(cancellationToken) : new Waiter<T>();

    /// <summary>Lets go of the caller's token, which may live much longer than the wait.</summary>
    public virtual void Detach()
    {
    }
}
