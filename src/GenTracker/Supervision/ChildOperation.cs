using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Formatting;
using GenTracker.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace GenTracker.Supervision;

/// <summary>
/// One call into child code. It is over when the code has returned, or is abandoned after its timeout. A run is over when the callbacks on its token have
/// returned too.
/// </summary>
/// <remarks>
/// <para>
/// A task cannot be killed: abandoned code returns later, or never (<see cref="CodeReturned"/>). The code of an adopted child
/// belongs to its owner, who calls <see cref="Complete"/>.
/// </para>
/// <para>
/// The operation flows with the execution context of the code that it calls, so that the runtime knows which child waits
/// (<see cref="WaitGraph"/>). It is a token source, because a live child has one anyway: one object instead of two.
/// </para>
/// </remarks>
[DebuggerDisplay("{Kind} of {Owner.KeyText,nq}, over: {IsOver}, abandoned: {IsAbandoned}")]
internal abstract class ChildOperation(OperationOwner owner) : CancellationTokenSource, IThreadPoolWorkItem
{
    private const byte Pending = 0;
    private const byte Completed = 1;
    private const byte TimedOut = 2;
    private const byte CompletedLate = 3;
    private const byte Abandoned = 4;

    private const byte Returned = 1;
    private const byte Called = 2;
    private const byte Skipped = 4;
    private const byte ZeroTimeout = 8;

    private static readonly AsyncLocal<ChildOperation?> Flowing = new();

    // Single bytes fill the room that the base class leaves: there may be a million of these objects.
    private byte _outcome;
    private byte _flags;

    /// <summary>For the derived class. It is here because it fits between the base class and the fields below.</summary>
    protected byte Detail;

    // The place among the deadlines of its tracker; 0 if there is none.
    private int _deadline;

    // The task of the code while it runs. Afterwards: the task, if it was cancelled; else what the code threw.
    private object? _code;
    private OperationExtras? _extras;

    /// <summary>The operation whose code calls; null outside children's code, and in what runs on after the operation is over.</summary>
    public static ChildOperation? Current
    {
        get => Flowing.Value is { IsOver: false } operation ? operation : null;
        set => Flowing.Value = value;
    }

    public OperationOwner Owner => owner;

    public abstract ChildOperationKind Kind { get; }

    /// <summary>What the code waits for; null for most code, which never waits. Guarded by <see cref="WaitGraph"/>.</summary>
    public List<WaitEdge>? Waits
    {
        get => ExtrasOrNull?.Waits;
        set
        {
            if (value is not null)
                Extras.Waits = value;
            else if (ExtrasOrNull is { } extras)
                extras.Waits = null;
        }
    }

    /// <summary>Fires when the code has to end. A disposal has none.</summary>
    public abstract CancellationToken StopToken { get; }

    /// <summary>Whether the runtime waits no longer: all has returned, or is abandoned.</summary>
    public bool IsOver => Volatile.Read(ref _outcome) is not (Pending or TimedOut);

    /// <summary>Whether the timeout elapsed before the code returned. Then the code's token fires.</summary>
    public bool HasTimedOut => Volatile.Read(ref _outcome) >= TimedOut;

    /// <summary>Whether the tracker has stopped waiting for the code.</summary>
    public bool IsAbandoned => Volatile.Read(ref _outcome) == Abandoned;

    /// <summary>
    /// What the code threw, once it has returned. The exception of a cancelled task is made here, and not before it is read: making it costs as much as the
    /// rest of an end.
    /// </summary>
    public Exception? Exception
    {
        get
        {
            // Read once: abandoned code may still run, and write its task.
            object? code = _code;
            return code is Task task ? (task.IsCompleted ? GetException(task) : null) : (Exception?)code;
        }
    }

    /// <summary>Whether the code ended by a cancellation.</summary>
    public bool IsCanceled => _code is Task { IsCanceled: true } or OperationCanceledException;

    /// <summary>Whether the code has returned. Of a run, callbacks on its token may still be running.</summary>
    public bool HasReturned => HasFlag(Returned);

    /// <summary>Set when what was abandoned returns after all. Only there if <see cref="IsAbandoned"/>.</summary>
    public SingleWaiterEvent CodeReturned => ExtrasOrNull!.CodeReturned!;

    /// <summary>What most operations never need; null if this one has not needed it yet.</summary>
    protected OperationExtras? ExtrasOrNull => Volatile.Read(ref _extras);

    protected OperationExtras Extras => ExtrasOrNull ?? CreateExtras();

    private IDispatcher Dispatcher => owner.Settings.Dispatcher;

    /// <summary>Calls the code on this thread, and keeps nothing of what it does to the thread's contexts.</summary>
    /// <returns>Whether the operation is over with that, so that the caller goes on; else the owner is resumed later.</returns>
    public bool Invoke()
    {
        if (Kind == ChildOperationKind.Starting && (SetFlag(Called) & Skipped) != 0)
            return false;
        if (HasFlag(ZeroTimeout))
            TimeOut();
        ExecutionContext? outer = ExecutionContext.Capture();
        Current = this;
        object? result;
        try
        {
            Task task = owner.CallAsync(this) ?? throw new InvalidOperationException("The method returned null instead of a task.");
            if (!task.IsCompleted)
            {
                _code = task;
                task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(OnTaskCompleted);
                return false;
            }

            result = GetResult(task);
        }
        catch (Exception exception)
        {
            result = exception;
        }
        finally
        {
            if (SynchronizationContext.Current is not null)
                SynchronizationContext.SetSynchronizationContext(null);
            if (outer is null)
                Current = null;
            else
                ExecutionContext.Restore(outer);
        }

        return TryComplete(result);
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (Invoke())
            owner.ResumeInline();
    }

    /// <summary>Says that the code has returned. Only the first call counts.</summary>
    public void Complete(Exception? exception)
    {
        if (TryComplete(exception))
            owner.Resume();
    }

    /// <summary>Says that the timeout has elapsed; false if the code returned before, so that its token must not fire.</summary>
    public bool TryTimeOut() => Interlocked.CompareExchange(ref _outcome, TimedOut, Pending) is Pending or TimedOut;

    /// <summary>Waits no longer for code that has timed out.</summary>
    public void Abandon()
    {
        Interlocked.CompareExchange(ref Extras.CodeReturned, new SingleWaiterEvent(Dispatcher), null);
        if (Interlocked.CompareExchange(ref _outcome, Abandoned, TimedOut) != TimedOut)
            return;
        OnOver();
        owner.Resume();
    }

    /// <summary>
    /// Sets a timeout: when it elapses, the token fires, and code that ignores it is abandoned. An earlier timeout stays in force. For one thread at a time.
    /// </summary>
    public void SetTimeout(TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
            return;
        if (timeout <= TimeSpan.Zero)
        {
            TimeOut();
            return;
        }

        DeadlineScheduler deadlines = owner.Settings.Deadlines;
        if (_deadline == 0 && deadlines.TryQueue(this, timeout, out int place))
        {
            Interlocked.Exchange(ref _deadline, place);
        }
        else
        {
            IDisposable timer = deadlines.StartTimer(this, timeout);
            OperationExtras extras = Extras;
            if (extras.Timer is { } earlier)
                timer = new CompositeTimer(earlier, timer);
            Interlocked.Exchange(ref extras.Timer, timer);
        }

        // The thread that ends the operation writes the outcome and then looks for deadlines; here it is the other way round. So one of the two drops them.
        if (Volatile.Read(ref _outcome) != Pending)
            DropDeadlines();
    }

    /// <summary>Ends the timeout now.</summary>
    public void TimeOut() => new OperationTimeout(this, Dispatcher).Schedule();

    /// <summary>Gives the code no time at all: its token fires when it is called.</summary>
    public void SetZeroTimeout() => SetFlag(ZeroTimeout);

    /// <summary>Fires the token, as a work item of its own: its callbacks are child code.</summary>
    public void PostCancel() => Dispatcher.Post(static operation => ((ChildOperation)operation).FireToken(), this);

    /// <summary>Fires the token on this thread, which is one of the dispatcher.</summary>
    public abstract void FireToken();

    protected bool HasFlag(byte flag) => (Volatile.Read(ref _flags) & flag) != 0;

    /// <summary>Sets a flag, and returns all flags that were set before.</summary>
    protected byte SetFlag(byte flag)
    {
        byte seen = Volatile.Read(ref _flags);
        while (true)
        {
            byte found = Interlocked.CompareExchange(ref _flags, (byte)(seen | flag), seen);
            if (found == seen)
                return seen;
            seen = found;
        }
    }

    protected void ClearFlag(byte flag)
    {
        byte seen = Volatile.Read(ref _flags);
        while (true)
        {
            byte found = Interlocked.CompareExchange(ref _flags, (byte)(seen & ~flag), seen);
            if (found == seen)
                return;
            seen = found;
        }
    }

    /// <summary>Notes that the code has returned; false if there is still something to wait for.</summary>
    protected virtual bool OnReturned() => true;

    /// <summary>Ends the operation if all has returned; false if it was abandoned before.</summary>
    protected bool TryEnd()
    {
        if (Interlocked.CompareExchange(ref _outcome, Completed, Pending) == Pending
            || Interlocked.CompareExchange(ref _outcome, CompletedLate, TimedOut) == TimedOut)
        {
            OnOver();
            return true;
        }

        CodeReturned.Set();
        return false;
    }

    /// <summary>
    /// Ends the operation if its task has completed. The continuation of a task may wait for a thread of the pool, as that of
    /// <see cref="Task.Delay(TimeSpan)"/> does after its cancellation.
    /// </summary>
    protected void EndIfCompleted()
    {
        if (Volatile.Read(ref _code) is Task { IsCompleted: true } task && TryComplete(GetResult(task)))
            owner.ResumeOnDispatcher();
    }

    /// <summary>Ends a start that still waits for a thread of the pool: its code is never called.</summary>
    protected void SkipUncalled()
    {
        if ((SetFlag(Skipped) & Called) == 0 && TryComplete(new OperationCanceledException(StopToken)))
            owner.ResumeOnDispatcher();
    }

    /// <summary>Abandons an operation whose code is never called. The owner is not resumed.</summary>
    protected void AbandonUncalled()
    {
        Extras.CodeReturned = new SingleWaiterEvent(Dispatcher);
        Volatile.Write(ref _outcome, Abandoned);
        TryComplete(result: null);
    }

    /// <summary>Fires a token on this thread. What its callbacks throw is logged.</summary>
    protected static void Fire(CancellationTokenSource source, OperationOwner owner)
    {
        try
        {
            source.Cancel();
        }
        catch (Exception exception)
        {
            owner.OnCancellationCallbackFailed(exception);
        }
    }

    /// <summary>What is kept of a completed task: nothing, what it threw, or the task itself if it was cancelled.</summary>
    private static object? GetResult(Task task) =>
        task.IsCompletedSuccessfully ? null
        : task.IsFaulted ? task.Exception!.InnerExceptions[0]
        : task;

    private static Exception? GetException(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private void OnTaskCompleted()
    {
        // The thread that fired the token may have looked at the task before, and have put what it threw in its place.
        if (Volatile.Read(ref _code) is Task task && TryComplete(GetResult(task)))
            owner.Resume();
    }

    /// <summary>Notes what the code has come to; false if there is still something to wait for, or if this was noted before.</summary>
    protected bool TryComplete(object? result)
    {
        if ((SetFlag(Returned) & Returned) != 0)
            return false;
        _code = result;
        return OnReturned() && TryEnd();
    }

    /// <summary>Drops the timeout and the waits: a caller that keeps an ended child must not keep the children that it waited for.</summary>
    private void OnOver()
    {
        DropDeadlines();
        if (Waits is not null)
            WaitGraph.RemoveWaits(this);
    }

    private void DropDeadlines()
    {
        int place = Volatile.Read(ref _deadline);
        if (place != 0)
            owner.Settings.Deadlines.Remove(this, place);
        if (ExtrasOrNull is { } extras)
            Volatile.Read(ref extras.Timer)?.Dispose();
    }

    private OperationExtras CreateExtras()
    {
        var created = new OperationExtras();
        return Interlocked.CompareExchange(ref _extras, created, null) ?? created;
    }
}

/// <summary>What most operations never need. One reference in each operation instead of one for each of these.</summary>
internal sealed class OperationExtras
{
    /// <summary>See <see cref="ChildOperation.CodeReturned"/>.</summary>
    public SingleWaiterEvent? CodeReturned;

    /// <summary>The timers of timeouts that have no place among the deadlines of the tracker.</summary>
    public IDisposable? Timer;

    /// <summary>Who needs the child of an incarnation beside its lifecycle.</summary>
    public int Keepers;

    /// <summary>See <see cref="ChildOperation.Waits"/>.</summary>
    public List<WaitEdge>? Waits { get; set; }

    /// <summary>See <see cref="Incarnation{TChild}.Scope"/>.</summary>
    public IServiceScope? Scope { get; set; }
}

/// <summary>Which code a <see cref="ChildOperation"/> calls.</summary>
internal enum ChildOperationKind : byte
{
    Starting,
    Running,
    AfterTerminate,
    Disposing,

    /// <summary>The handlers of <c>ChildEnded</c>, which are not the child's own code.</summary>
    Ended,
}

/// <summary>A start, a termination callback, a disposal, or the handlers of the end. A run is the <see cref="Incarnation{TChild}"/> itself.</summary>
internal sealed class HookOperation<TChild> : ChildOperation
    where TChild : class
{
    public HookOperation(OperationOwner owner, ChildOperationKind kind, Incarnation<TChild> incarnation)
        : base(owner)
    {
        Detail = (byte)kind;
        Incarnation = incarnation;
    }

    public Incarnation<TChild> Incarnation { get; }

    public override ChildOperationKind Kind => (ChildOperationKind)Detail;

    /// <summary>A start shares the token with the run that follows it.</summary>
    public override CancellationToken StopToken => Kind switch
    {
        ChildOperationKind.Starting => Incarnation.StopToken,
        ChildOperationKind.AfterTerminate or ChildOperationKind.Ended => Token,
        _ => CancellationToken.None,
    };

    public override void FireToken()
    {
        if (Kind == ChildOperationKind.Starting)
        {
            Incarnation.FireToken();
            SkipUncalled();
        }
        else if (Kind is ChildOperationKind.AfterTerminate or ChildOperationKind.Ended)
        {
            Fire(this, Owner);
        }

        EndIfCompleted();
    }
}

/// <summary>The owner of operations: it knows the code of each, and goes on when one is over.</summary>
internal abstract class OperationOwner : IWaitTarget, IKeyHolder
{
    private ChildOperation? _operation;

    /// <summary>The operation that runs now, or ran last.</summary>
    public ChildOperation? Operation
    {
        get => Volatile.Read(ref _operation);
        protected set => Volatile.Write(ref _operation, value);
    }

    OperationOwner? IWaitTarget.Owner => this;

    public abstract string TrackerName { get; }

    public abstract object KeyObject { get; }

    /// <summary>The hash of the key. Operations of one hash share the queues of their deadlines.</summary>
    public virtual uint Hash => 0;

    /// <summary>Text of the key, for debuggers.</summary>
    public string KeyText => UserText.Format(KeyObject);

    public abstract TrackerSettings Settings { get; }

    /// <summary>Calls the child code of an operation. What it throws is the code's failure.</summary>
    public abstract Task CallAsync(ChildOperation operation);

    /// <summary>Says that the operation is over. Callers may be any thread, and are not held up.</summary>
    public abstract void Resume();

    /// <summary>Says that the operation is over, and goes on at once: the caller is a thread of the dispatcher.</summary>
    public virtual void ResumeOnDispatcher() => Resume();

    /// <summary>Goes on at once after an operation that the caller, a thread of the dispatcher, has run from its call to its end.</summary>
    public abstract void ResumeInline();

    /// <summary>Called when the code of a run has returned, on any thread, and before the operation is over: its token is still to fire.</summary>
    public virtual void OnRunReturned(ChildOperation run)
    {
    }

    public abstract void OnCancellationCallbackFailed(Exception exception);
}

/// <summary>
/// Ends the timeout of an operation: fires the token, lets two rounds of the scheduler pass, and abandons code that has not returned by then.
/// </summary>
/// <remarks>
/// Code has obeyed its token if it returns within two rounds: the first comes after the firing, the second after the work that the firing posted. On the pool a
/// round takes about 25 ms, plus queueing.
/// </remarks>
internal sealed class OperationTimeout(ChildOperation operation, IDispatcher dispatcher) : IThreadPoolWorkItem
{
    private const int Rounds = 2;

    private int _round = -1;

    public void Schedule()
    {
        if (operation.TryTimeOut())
            dispatcher.Post(this);
    }

    public void Execute()
    {
        // Read once: the next round may run on another thread before this one returns.
        int round = ++_round;
        if (round == Rounds)
        {
            if (operation.IsOver || operation.StopToken is not { CanBeCanceled: true, IsCancellationRequested: false })
            {
                operation.Abandon();
                return;
            }

            // The thread that fires the token is held up, and has not begun: the code has the rounds after the firing.
            _round = 0;
            operation.PostCancel();
            dispatcher.PostDelayed(this);
            return;
        }

        // Before the token fires: its callbacks may hang.
        if (!operation.IsOver)
            dispatcher.PostDelayed(this);
        if (round == 0)
            operation.FireToken();
    }
}
