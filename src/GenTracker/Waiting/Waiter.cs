using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Waiting;

/// <summary>
/// One caller that waits for something of the tracker. Each has a task of its own, so that a cancelled caller changes nothing for the
/// others, and what a caller does afterwards never runs on the runtime's thread.
/// </summary>
internal sealed class Waiter<T> : TaskCompletionSource<T>
{
    private readonly CancellationTokenRegistration _registration;

    public Waiter(CancellationToken cancellationToken)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        if (!cancellationToken.CanBeCanceled)
            return;
        _registration = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter<T>)state!).TrySetCanceled(token), this);
    }

    /// <summary>Who came next to wait for the same thing. Its <see cref="WaiterList{T}"/>'s own.</summary>
    public Waiter<T>? Next { get; set; }

    /// <summary>Lets go of the caller's token, which may live much longer than the wait.</summary>
    public void Detach() => _registration.Unregister();
}
