using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Waiting;

/// <summary>
/// One caller that waits. Cancelling the caller's token ends this wait and nothing of the tracker. Each caller has a task of its own, so that a cancelled
/// caller changes nothing for the others, and no caller continues on a thread of the runtime.
/// </summary>
internal class Waiter<T> : TaskCompletionSource<T>
{
    protected Waiter()
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
    }

    /// <summary>A waiter with a token has room for its registration; most have no token.</summary>
    public static Waiter<T> Create(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? new CancellableWaiter<T>(cancellationToken) : new Waiter<T>();

    public void Complete(T result)
    {
        TrySetResult(result);
        Detach();
    }

    public void Fail(Exception exception)
    {
        TrySetException(exception);
        Detach();

        // The caller may have gone without awaiting: its exception must not count as unobserved.
        _ = Task.Exception;
    }

    /// <summary>Unregisters from the caller's token, which may live much longer than the wait.</summary>
    public virtual void Detach()
    {
    }
}

/// <summary>A caller that can cancel its wait.</summary>
internal sealed class CancellableWaiter<T> : Waiter<T>
{
    private readonly CancellationTokenRegistration _registration;

    public CancellableWaiter(CancellationToken cancellationToken) =>
        _registration = cancellationToken.UnsafeRegister(static (state, token) => ((CancellableWaiter<T>)state!).TrySetCanceled(token), this);

    public override void Detach() => _registration.Unregister();
}
