using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Observability;
using GenTracker.Runtime;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>
/// The lifecycle of one key, from the moment it is taken until it is free: the incarnations of its child, one after the other, and the delays between them.
/// </summary>
/// <remarks>
/// This file has the requests that come from outside: an open, a stop, a retirement. A request changes the state under the lock and triggers what the
/// state machine waits for. The machine itself, in <c>ChildLifecycle.Steps.cs</c>, runs one step after the other, on one thread at a time.
/// </remarks>
#pragma warning disable CA1001 // the token source of an incarnation has neither timer nor link, so there is nothing to dispose, and children hold its token
internal sealed partial class ChildLifecycle<TKey, TChild> : ChildLifecycle<TKey>, IThreadPoolWorkItem, IMonitoredKey<TKey, TChild>
#pragma warning restore CA1001
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    /// <summary>A key that is opened.</summary>
    public ChildLifecycle(
        Supervisor<TKey, TChild> supervisor, TKey key, uint hash, ChildSpec<TKey, TChild> spec, ChildOptions? options)
        : base(key, hash)
    {
        _supervisor = supervisor;
        _spec = spec;
        _options = options;
        _current = new Incarnation<TChild>(this, FirstNumber, restarts: 0, Now);
        IsFirstStart = true;
    }

    /// <summary>A key for an object that runs already.</summary>
    public ChildLifecycle(Supervisor<TKey, TChild> supervisor, TKey key, uint hash, TChild adopted)
        : base(key, hash)
    {
        _supervisor = supervisor;
        _machine = MachineState.Adopted;
        _current = new Incarnation<TChild>(this, supervisor.Numbers.First, restarts: 0, Now) { Child = adopted };
    }

    public bool IsOf(Supervisor<TKey, TChild> supervisor) => ReferenceEquals(_supervisor, supervisor);

    /// <summary>
    /// Finds the child, or waits for it: for the start that goes on, or, if the child ends or restarts, for what comes next. False if this lifecycle is over.
    /// </summary>
    public bool TryJoin(ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken, out ValueTask<TChild> child)
    {
        lock (Sync)
        {
            child = default;
            if (IsOver)
                return false;
            if (_state == KeyState.Running)
            {
                child = new ValueTask<TChild>(_current.Child!);
                return true;
            }

            child = new ValueTask<TChild>(
                _supervisor.State.IsClosing ? Task.FromException<TChild>(new TrackerClosedException(TrackerName, Key))
                : _state == KeyState.Starting && IsFirstStart ? AddWaiter(ref _openers, this, cancellationToken)
                : JoinNext(spec, options, cancellationToken));
            return true;
        }
    }

    /// <summary>
    /// Stops the child, whatever its state, and hands its key to the caller in the step in which the key becomes free. A later caller supersedes this one.
    /// If the caller is refused, nothing is stopped, and its task has failed. False if this lifecycle is over.
    /// </summary>
    public bool TryReplace(Replacement<TKey, TChild> replacement, CancellationToken cancellationToken)
    {
        lock (Sync)
        {
            if (IsOver)
                return false;
            PendingSuccessor<TKey, TChild> next = _next ?? new PendingSuccessor<TKey, TChild> { Owner = this };
            TrackerException? refusal = _supervisor.State.IsClosing
                ? new TrackerClosedException(TrackerName, Key)
                : WaitGraph.AddWait(next, replacement.Task, cancellationToken.CanBeCanceled);
            if (refusal is not null)
            {
                replacement.Fail(refusal);
                return true;
            }

            _next = next;
            next.Replacement?.Fail(new ChildSupersededException(TrackerName, Key));
            next.Replacement = replacement;
            Settings.Telemetry.OnOpenRequested(next);
            Stop(ExitReason.Stopped);
            return true;
        }
    }

    /// <summary>The first opener's wait, added before the lifecycle starts.</summary>
    public Task<TChild> JoinFirst(CancellationToken cancellationToken)
    {
        lock (Sync)
        {
            AssignFirstNumber();
            return AddWaiter(ref _openers, this, cancellationToken);
        }
    }

    /// <summary>
    /// Tells the lifecycle to end; false if it is over. The task completes when the key is free. If the caller must not wait for that, the task has failed, and
    /// nothing is stopped.
    /// </summary>
    public bool TryStop(ExitReason reason, CancellationToken cancellationToken, [NotNullWhen(true)] out Task<bool>? whenFree)
    {
        lock (Sync)
        {
            whenFree = null;
            if (IsOver)
                return false;
            if (TryAddWaiter(ref _stopWaiters, this, cancellationToken, out whenFree))
                Stop(reason);
            return true;
        }
    }

    /// <summary>Tells this very child to end; false, and nothing is stopped, if the key has another child, or none, now.</summary>
    public bool TryStop(TChild child, CancellationToken cancellationToken, [NotNullWhen(true)] out Task<bool>? whenFree)
    {
        lock (Sync)
        {
            whenFree = null;
            return _state != KeyState.Restarting && ReferenceEquals(_current.Child, child) && TryStop(ExitReason.Stopped, cancellationToken, out whenFree);
        }
    }

    /// <summary>Waits until this lifecycle is over; null if it is.</summary>
    public Task? WhenOverOrNull(CancellationToken cancellationToken)
    {
        lock (Sync)
            return IsOver ? null : AddWaiter(ref _stopWaiters, this, cancellationToken);
    }

    public void StopForClosing()
    {
        lock (Sync)
        {
            if (!IsOver)
                Stop(ExitReason.TrackerClosed);
        }
    }

    /// <summary>Times out the operation that runs now. The next ones find the tracker's flag.</summary>
    public void ForceStop()
    {
        lock (Sync)
            InterruptOperation(TimeSpan.Zero);
    }

    public override void OnWritten()
    {
        // A write that was done just before its child ended may be reported when the next incarnation has no child yet. Then there is
        // nothing to do: publishing that child wakes the waits.
        if (_current.Child is { } child)
            _supervisor.Waits.Wake(Hash, child);
    }

    public override void OnCancellationCallbackFailed(Exception exception) => Settings.Log.CancellationCallbackFailed(Key, exception);

    protected override bool IsRunning(ref ChildLink<TKey> link) =>
        _state == KeyState.Running && Unsafe.AreSame(ref _current.Child!.Link, ref link);

    protected override bool CanStop(ref ChildLink<TKey> link) =>
        _state is KeyState.Starting or KeyState.Running
        && StopReason is null
        && _current.Child is { } child
        && Unsafe.AreSame(ref child.Link, ref link);

    protected override void Stop(ExitReason reason)
    {
        Debug.Assert(Monitor.IsEntered(Sync));
        if (StopReason is not null)
            return;
        if (_state == KeyState.Running)
            _supervisor.State.SetNotRunning(this);
        StopReason = reason;
        Settings.Telemetry.OnStopRequested(this);
        switch (_state)
        {
            case KeyState.Restarting:
                _coldState!.Backoff!.Set();
                return;
            case KeyState.Terminating:
                // The child has ended by itself. Only its restart is left to stop.
                return;
        }

        _state = KeyState.Terminating;
        InterruptOperation(StopTimeout);
    }

    /// <summary>
    /// Fires the token of the operation and bounds how long it may still take, never longer than before. Between two operations there is nothing to interrupt.
    /// </summary>
    private void InterruptOperation(TimeSpan timeout)
    {
        Debug.Assert(Monitor.IsEntered(Sync));
        if (Operation is not { IsOver: false } operation)
            return;
        operation.PostCancel();
        operation.SetTimeout(_supervisor.IsForced ? TimeSpan.Zero : timeout);
    }

    /// <summary>Waits for whatever child follows the present one. The first caller's arguments are those with which the key is opened then.</summary>
    private Task<TChild> JoinNext(ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    {
        PendingSuccessor<TKey, TChild> next = _next ?? new PendingSuccessor<TKey, TChild> { Owner = this };
        if (!TryAddWaiter(ref next.Waiters, next, cancellationToken, out Task<TChild> wait))
            return wait;
        _next = next;
        if (next.Spec is null)
        {
            (next.Spec, next.Options) = (spec, options);
            Settings.Telemetry.OnOpenRequested(next);
        }

        return wait;
    }

    private Task<T> AddWaiter<T>(ref WaiterList<T> waiters, IWaitTarget target, CancellationToken cancellationToken)
    {
        TryAddWaiter(ref waiters, target, cancellationToken, out Task<T> wait);
        return wait;
    }

    /// <summary>Adds a caller that waits for the target. False if the target waits for the caller: then nobody is added, and the task has failed.</summary>
    private bool TryAddWaiter<T>(ref WaiterList<T> waiters, IWaitTarget target, CancellationToken cancellationToken, out Task<T> wait)
    {
        Debug.Assert(Monitor.IsEntered(Sync));
        Waiter<T> waiter = waiters.Add(cancellationToken);
        wait = waiter.Task;
        if (WaitGraph.AddWait(target, wait, cancellationToken.CanBeCanceled) is not { } refusal)
            return true;
        waiters.Remove(waiter);
        wait = Task.FromException<T>(refusal);
        return false;
    }

    private Task WhenOverAsync() => WhenOverOrNull(CancellationToken.None) ?? Task.CompletedTask;

    /// <summary>Gives back an object that is not adopted after all.</summary>
    public void Unbind(TChild child)
    {
        _supervisor.Observer?.Detach(child);
        child.Link.Unbind();
    }

    /// <summary>Makes this lifecycle of an adopted child the successor of the present one. It has not started yet.</summary>
    public void PrepareSuccession(PendingSuccessor<TKey, TChild> next)
    {
        lock (Sync)
        {
            _current = new Incarnation<TChild>(this, _supervisor.Numbers.First, restarts: 0, Now) { Child = _current.Child };
            TakeOver(next);
        }
    }

    /// <summary>The callers that wait for the successor wait for the start of this lifecycle from now on.</summary>
    private void TakeOver(PendingSuccessor<TKey, TChild> next)
    {
        Settings.Telemetry.OnOpenPassedOn(next, this);
        _openers = next.Waiters.Take();
        IsFirstStart = true;
        next.Owner = this;
    }

    /// <summary>Numbers the first incarnation when the key is taken: by then all former lifecycles of the key have reported their numbers.</summary>
    private void AssignFirstNumber()
    {
        Debug.Assert(Monitor.IsEntered(Sync));
        _current.Number = FirstNumber;
    }
}
