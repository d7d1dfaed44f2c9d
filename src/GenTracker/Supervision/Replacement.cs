using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>
/// A caller that replaces whoever holds a key: it waits until the present holder has ended. Of several the last one gets the key, and the others are
/// superseded. Guarded by the lock of the present holder's lifecycle.
/// </summary>
internal abstract class Replacement<TKey, TChild>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    /// <summary>What the caller waits for.</summary>
    public abstract Task Task { get; }

    /// <summary>Gives the key to the caller, in the step in which it becomes free. False if the caller has withdrawn.</summary>
    /// <param name="next">Gets the arguments with which the key is opened.</param>
    /// <param name="adopting">The lifecycle that follows, if the caller has made it already.</param>
    public abstract bool TryAccept(PendingSuccessor<TKey, TChild> next, out ChildLifecycle<TKey, TChild>? adopting);

    /// <summary>Starts the lifecycle that follows.</summary>
    public abstract void Start(ChildLifecycle<TKey, TChild> successor);

    public abstract void Fail(Exception exception);
}

/// <summary>Opens the key anew. The caller becomes one of those that wait for the start.</summary>
internal sealed class Reopening<TKey, TChild>(ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    : Replacement<TKey, TChild>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private readonly Waiter<TChild> _waiter = Waiter<TChild>.Create(cancellationToken);

    public override Task<TChild> Task => _waiter.Task;

    public override bool TryAccept(PendingSuccessor<TKey, TChild> next, out ChildLifecycle<TKey, TChild>? adopting)
    {
        adopting = null;
        next.Spec = spec;
        next.Options = options;
        next.Waiters.Add(_waiter);
        return true;
    }

    public override void Start(ChildLifecycle<TKey, TChild> successor) => successor.Start();

    public override void Fail(Exception exception) => _waiter.Fail(exception);

    /// <summary>Lets go of the caller's token, if there is nobody to replace.</summary>
    public void Withdraw() => _waiter.Detach();
}

/// <summary>Adopts an object. A caller that cancels its wait withdraws: nobody would dispose the registration.</summary>
internal sealed class Takeover<TKey, TChild> : Replacement<TKey, TChild>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private const int Waiting = 0;
    private const int Decided = 1;

    private readonly ChildLifecycle<TKey, TChild> _lifecycle;
    private readonly TChild _child;
    private readonly Task? _completion;
    private readonly TaskCompletionSource<ChildRegistration> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _registration;
    private int _state;

    /// <summary>The child is bound to the lifecycle already. A token that has fired withdraws it at once.</summary>
    public Takeover(ChildLifecycle<TKey, TChild> lifecycle, TChild child, Task? completion, CancellationToken cancellationToken)
    {
        _lifecycle = lifecycle;
        _child = child;
        _completion = completion;
        _registration = cancellationToken.UnsafeRegister(static (state, token) => ((Takeover<TKey, TChild>)state!).TryWithdraw(token), this);
    }

    public override Task<ChildRegistration> Task => _end.Task;

    public override bool TryAccept(PendingSuccessor<TKey, TChild> next, out ChildLifecycle<TKey, TChild>? adopting)
    {
        adopting = TryDecide() ? _lifecycle : null;
        return adopting is not null;
    }

    public override void Start(ChildLifecycle<TKey, TChild> successor) => _end.TrySetResult(successor.StartAdopted(_completion));

    public override void Fail(Exception exception)
    {
        if (!TryDecide())
            return;
        _lifecycle.Unbind(_child);
        _end.TrySetException(exception);
        _ = _end.Task.Exception;
    }

    /// <summary>Gives the object back to its owner, and then cancels the task; false if something else was decided before.</summary>
    public bool TryWithdraw(CancellationToken cancellationToken)
    {
        if (!TryDecide())
            return false;
        _lifecycle.Unbind(_child);
        _end.TrySetCanceled(cancellationToken);
        return true;
    }

    private bool TryDecide()
    {
        if (Interlocked.Exchange(ref _state, Decided) != Waiting)
            return false;
        _registration.Unregister();
        return true;
    }
}
