using System.Threading;

namespace GenTracker.Waiting;

/// <summary>A caller that may give up its wait.</summary>
internal sealed class CancellableWaiter<T> : Waiter<T>
{
    private readonly CancellationTokenRegistration _registration;

    public CancellableWaiter(CancellationToken cancellationToken) =>
        _registration = cancellationToken.UnsafeRegister(static (state, token) => ((CancellableWaiter<T>)state!).TrySetCanceled(token), this);

    public override void Detach() => _registration.Unregister();
}
