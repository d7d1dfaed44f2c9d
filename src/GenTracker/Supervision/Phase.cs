using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>
/// One stretch of a child's life that is over when its code has ended or when its budget is used up, whichever comes first. A task cannot
/// be killed, so code that was given up ends some time later, or never: <see cref="RealEnd"/>.
/// </summary>
/// <remarks>
/// The code is the child's, called here and run as an activity of its own, whatever it throws; or, of an adopted child, somebody else's, who says
/// when it has ended.
/// </remarks>
internal abstract class Phase(PhaseOwner owner, ActivityKind kind) : Activity(owner, kind), IThreadPoolWorkItem
{
    private const int Pending = 0;
    private const int Ended = 1;
    private const int Expired = 2;
    private const int EndedLate = 3;
    private const int Abandoned = 4;

    private int _outcome;
    private int _hasEnded;
    private bool _hasNoTime;

    // The task of the code while it goes on, and afterwards where it was cancelled; what the code threw, once it has ended.
    private object? _code;
    private Signal? _realEnd;
    private IDisposable? _deadline;

    public abstract Incarnation Of { get; }

    /// <summary>Fires when the code shall end. A disposal has none.</summary>
    public CancellationToken StopToken => Source?.Token ?? CancellationToken.None;

    /// <summary>Whether the phase is over for the tracker.</summary>
    public override bool IsOver => Volatile.Read(ref _outcome) is not (Pending or Expired);

    /// <summary>Whether the budget was used up before the code ended, so that the token has fired, or is about to, for that reason.</summary>
    public bool HasExpired => Volatile.Read(ref _outcome) >= Expired;

    /// <summary>Whether the code did not end upon that either.</summary>
    public bool IsGivenUp => Volatile.Read(ref _outcome) == Abandoned;

    /// <summary>What the code threw, once it has ended.</summary>
    public Exception? Failure => _code is Task task ? (task.IsCompleted ? Thrown(task) : null) : (Exception?)_code;

    /// <summary>Whether the code ended by a cancellation. What it threw is not made, which takes as long as everything else that ends a child, before somebody asks for it.</summary>
    public bool IsCancelled => _code is Task { IsCanceled: true } or OperationCanceledException;

    /// <summary>Set when code that was given up ends after all. Only there once <see cref="IsGivenUp"/>.</summary>
    public Signal RealEnd => _realEnd!;

    private PhaseOwner Owner => (PhaseOwner)Life;

    private IDispatcher Dispatcher => Owner.Settings.Dispatcher;

    private CancellationTokenSource? Source => Kind switch
    {
        ActivityKind.Starting or ActivityKind.Running => Of,
        ActivityKind.AfterTerminate => this,
        _ => null,
    };

    /// <summary>Calls the code on this thread, without keeping anything of what it does to the thread's contexts.</summary>
    /// <returns>Whether the phase is over with that, and the caller is the one to go on; else the owner is told when it is.</returns>
    public bool Call()
    {
        if (_hasNoTime)
            Expire();
        ExecutionContext? outer = ExecutionContext.Capture();
        Current = this;
        object? failure;
        try
        {
            Task task = Owner.CallAsync(this) ?? throw new InvalidOperationException("The method returned null instead of a task.");
            if (!task.IsCompleted)
            {
                _code = task;
                task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(OnTaskEnded);
                return false;
            }

            failure = FailureOf(task);
        }
        catch (Exception exception)
        {
            failure = exception;
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

        return TryEnd(failure);
    }

    /// <summary>Calls the code as work of its own.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (Call())
            Owner.GoOnHere();
    }

    /// <summary>Says that the code has ended. Only the first call counts.</summary>
    public void End(Exception? failure)
    {
        if (TryEnd(failure))
            Owner.GoOn();
    }

    /// <summary>Says that the budget is used up; false where the code has ended before, so that its token must not fire.</summary>
    public bool TryExpire() => Interlocked.CompareExchange(ref _outcome, Expired, Pending) is Pending or Expired;

    /// <summary>Waits no longer for code whose budget is used up.</summary>
    public void GiveUp()
    {
        Interlocked.CompareExchange(ref _realEnd, new Signal(Dispatcher), null);
        if (Interlocked.CompareExchange(ref _outcome, Abandoned, Expired) != Expired)
            return;
        Volatile.Read(ref _deadline)?.Dispose();
        ForgetWaits();
        Owner.GoOn();
    }

    /// <summary>
    /// Gives the code a budget: when it is used up, the token fires, and code that does not end upon that is given up. One that it was given before
    /// holds too. Called by one thread at a time.
    /// </summary>
    public void SetBudget(TimeSpan budget)
    {
        if (budget == Timeout.InfiniteTimeSpan)
            return;
        if (budget <= TimeSpan.Zero)
        {
            Expire();
            return;
        }

        IDisposable deadline = Owner.Settings.Deadlines.Begin(this, budget);
        if (_deadline is { } before)
            deadline = new EitherDeadline(before, deadline);
        Interlocked.Exchange(ref _deadline, deadline);

        // The outcome is there before the deadline is looked for: a phase that is over disposes it there, or here.
        if (Volatile.Read(ref _outcome) != Pending)
            deadline.Dispose();
    }

    /// <summary>The budget is used up.</summary>
    public void Expire() => new PhaseExpiry(this, Dispatcher).Begin();

    /// <summary>Says, before the code is called, that it has no time at all: its token fires as it is called, and never before.</summary>
    public void SetNoTime() => _hasNoTime = true;

    /// <summary>Fires the token, as work of its own.</summary>
    public void PostCancel()
    {
        if (Source is { } source)
            Dispatcher.Post(new Cancellation(source, Owner));
    }

    /// <summary>Fires the token, on this thread.</summary>
    public void FireToken()
    {
        if (Source is { } source)
            new Cancellation(source, Owner).Execute();
    }

    /// <summary>What became of the code: nothing to speak of, what it threw, or that its task was cancelled.</summary>
    private static object? FailureOf(Task task) =>
        task.IsCompletedSuccessfully ? null
        : task.IsFaulted ? task.Exception!.InnerExceptions[0]
        : task;

    private static Exception? Thrown(Task task)
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

    private void OnTaskEnded()
    {
        if (TryEnd(FailureOf((Task)_code!)))
            Owner.GoOn();
    }

    private bool TryEnd(object? failure)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
            return false;
        _code = failure;
        if (Interlocked.CompareExchange(ref _outcome, Ended, Pending) == Pending
            || Interlocked.CompareExchange(ref _outcome, EndedLate, Expired) == Expired)
        {
            Volatile.Read(ref _deadline)?.Dispose();
            ForgetWaits();
            return true;
        }

        _realEnd!.Set();
        return false;
    }
}
