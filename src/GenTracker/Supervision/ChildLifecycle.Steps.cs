using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Observability;
using GenTracker.Runtime;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <content>
/// State machine of one key. A step starts the next operation and records which step follows; the thread that completes the operation runs it. So at
/// most one thread runs steps, and while a child runs only the name of the next step is kept. A run may end on any thread: the steps after
/// it run there, for they take no time, and the child code that comes next is posted to the dispatcher.
/// </content>
internal sealed partial class ChildLifecycle<TKey, TChild>
{
    private const string CallbackOnToken = "a callback on its stopping token";

    /// <summary>What follows when the present operation is over.</summary>
    private enum Step : byte
    {
        AfterStart,
        AfterFailedStart,
        AfterUnrun,
        AfterRun,
        AfterTerminateHook,
        AfterDisposal,
        AfterBackoff,
        AfterEnded,
    }

    private enum StepResult : byte
    {
        /// <summary>The machine waits for an operation, or is over.</summary>
        Suspended,

        /// <summary>The next step follows at once.</summary>
        RunNext,
    }

    /// <summary>Starts the lifecycle of a key that is opened.</summary>
    public void Start()
    {
        // Before the operation exists: the timeout may elapse before this call returns, and then the machine continues.
        NextStep = Step.AfterStart;
        Gate.Suspend();
        Settings.Dispatcher.PostCode(CreateOperation(ChildOperationKind.Starting, Settings.StartTimeout));
    }

    /// <summary>Starts the lifecycle of an adopted child, which runs already. None of its code is called on the caller's thread.</summary>
    public ChildRegistration StartAdopted(Task? completion)
    {
        lock (Sync)
            AssignFirstNumber();
        _current.Child!.Link.SetIncarnation(_current.Number);
        _supervisor.Metrics?.OnCreated(Hash, _current.Child);
        var registration = new ChildRegistration(_current, WhenOverAsync);
        Settings.Log.Adopted(Key, _current.Number);
        Operation = _current;
        try
        {
            TryPublish(isAdoption: true);
            if (Suspend(Step.AfterRun) == StepResult.RunNext)
                Settings.Dispatcher.Post(this);
        }
        catch (Exception exception)
        {
            OnSupervisionFailed(exception);
        }

        if (completion is not null)
            registration.EndWith(completion);
        return registration;
    }

    public override void Resume()
    {
        if (!Gate.TryComplete())
            return;
        if (NextStep == Step.AfterRun)
            RunSteps(isOnForeignThread: true);
        else
            Settings.Dispatcher.Post(this);
    }

    public override void ResumeOnDispatcher()
    {
        if (Gate.TryComplete())
            ResumeInline();
    }

    public override void ResumeInline() => RunSteps(isOnForeignThread: false);

    public override void OnRunReturned(ChildOperation run)
    {
        lock (Sync)
        {
            try
            {
                if (HasRun)
                    DecideExit(run);
            }
            catch (Exception exception)
            {
                // A defect. The step that ends the incarnation tries again.
                Settings.Log.SupervisionFailed(Key, exception);
            }

            // A stop has posted the firing before, unless there was no operation at that moment.
            if (StopReason is null || !HasRun)
                InterruptOperation(StopTimeout);
        }
    }

    void IThreadPoolWorkItem.Execute() => ResumeInline();

    public override Task CallAsync(ChildOperation operation)
    {
        if (operation is Incarnation<TChild> run)
            return ((ITrackedChild)run.Child!).RunAsync(run.StopToken);
        Incarnation<TChild> incarnation = ((HookOperation<TChild>)operation).Incarnation;
        return operation.Kind switch
        {
            ChildOperationKind.Starting => StartChildAsync(incarnation),
            ChildOperationKind.AfterTerminate =>
                _supervisor.AfterTerminate.InvokeAsync((IAfterTerminate)incarnation.Child!, incarnation.Exit!.Exit, operation.StopToken),
            ChildOperationKind.Ended => CallEndHandlersAsync(_coldState!.FinalExit!, operation.StopToken),
            _ => DisposeChildAsync(incarnation),
        };
    }

    private Task StartChildAsync(Incarnation<TChild> incarnation)
    {
        Settings.Telemetry.OnStarting(Key, incarnation, incarnation.Number, GetStartKind(incarnation), IsFirstStart ? this : null);
        return ChildActivator.StartAsync(this, _spec!, incarnation, LastRunning?.Child, _options?.Snapshot, _supervisor);
    }

    // A method of its own: the closure would be allocated at the entry of the other one, for every kind.
    private Task DisposeChildAsync(Incarnation<TChild> incarnation) =>
        incarnation.DisposeChildAsync(exception => Settings.Log.DisposalFailed(Key, incarnation.Number, exception));

    private void RunSteps(bool isOnForeignThread)
    {
        IsOnForeignThread = isOnForeignThread;
        Gate.Resume();
        try
        {
            while (RunNextStep() == StepResult.RunNext)
            {
            }
        }
        catch (Exception exception)
        {
            OnSupervisionFailed(exception);
        }
    }

    private StepResult RunNextStep() => NextStep switch
    {
        Step.AfterStart => OnStartCompleted(Operation!),
        Step.AfterFailedStart => OnStartFailed(),
        Step.AfterUnrun or Step.AfterRun => EndIncarnation(Operation!),
        Step.AfterTerminateHook => OnAfterTerminateCompleted(Operation!),
        Step.AfterDisposal => OnDisposalCompleted(Operation!),
        Step.AfterEnded => OnEndHandlersCompleted(Operation!),
        _ => OnBackoffCompleted(),
    };

    private HookOperation<TChild> CreateOperation(ChildOperationKind kind, TimeSpan timeout)
    {
        lock (Sync)
        {
            var operation = new HookOperation<TChild>(this, kind, _current);
            SetOperation(operation, timeout);
            return operation;
        }
    }

    private void SetOperation(ChildOperation operation, TimeSpan timeout)
    {
        Debug.Assert(Monitor.IsEntered(Sync));
        Operation = operation;
        if (_supervisor.IsForced || (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan))
            operation.SetZeroTimeout();
        else
            operation.SetTimeout(timeout);
    }

    /// <summary>Suspends the machine until the operation is over, unless it is over already.</summary>
    private StepResult Suspend(Step next)
    {
        NextStep = next;
        return Gate.TrySuspend() ? StepResult.Suspended : StepResult.RunNext;
    }

    /// <summary>Calls the operation's code, and leaves the machine to the thread that completes it.</summary>
    private StepResult StartOperation(ChildOperation operation, Step next)
    {
        // Read before the machine is suspended: afterwards the field is another thread's.
        bool isOnForeignThread = IsOnForeignThread;
        if (Suspend(next) == StepResult.RunNext)
        {
            // Abandoned before it was called: it is still called, but no step waits for it.
            Post(operation);
            return StepResult.RunNext;
        }

        if (isOnForeignThread || !CanInvokeHere(operation.Kind))
        {
            Post(operation);
            return StepResult.Suspended;
        }

        if (!operation.Invoke())
            return StepResult.Suspended;
        Gate.Resume();
        return StepResult.RunNext;
    }

    private bool CanInvokeHere(ChildOperationKind kind) => kind switch
    {
        ChildOperationKind.Running => !IsLongRunning && !Settings.Dispatcher.IsReserved,
        ChildOperationKind.Starting => !Settings.Dispatcher.IsReserved,
        _ => true,
    };

    /// <summary>Posts an operation. An end does not wait for a thread of the pool: child code may block them all.</summary>
    private void Post(ChildOperation operation)
    {
        if (operation.Kind == ChildOperationKind.Running && IsLongRunning)
            Settings.Dispatcher.PostLongRunning(operation);
        else if (operation.Kind is ChildOperationKind.Starting or ChildOperationKind.Running)
            Settings.Dispatcher.PostCode(operation);
        else
            Settings.Dispatcher.Post(operation);
    }

    private StepResult OnStartCompleted(ChildOperation start)
    {
        bool hasFailed = start.IsAbandoned || start.Exception is not null || _current.Child is null;
        bool isTooLate = !hasFailed && start.HasTimedOut && !IsStopRequested;
        if (!hasFailed && !isTooLate && TryPublish(isAdoption: false))
            return StartOperation(_current, Step.AfterRun);
        if (hasFailed)
            DecideFailedStart(start);
        else
            DecideUnrunExit(isTooLate ? CreateStartTimeout(exception: null) : null);
        ReportStart(IsStopRequested ? StartOutcome.Stopped : start.HasTimedOut ? StartOutcome.TimedOut : StartOutcome.Failed);
        if (!start.IsAbandoned)
            return FireToken(hasFailed ? Step.AfterFailedStart : Step.AfterUnrun);

        // Its token has fired, and nobody waits for the callbacks.
        _current.AbandonUnrun();
        Cold.AbandonedStart = start;
        return OnStartFailed();
    }

    /// <summary>What was begun on the token of a start that no run follows ends with it, as at every end.</summary>
    private StepResult FireToken(Step next)
    {
        lock (Sync)
            Operation = _current;
        if (Suspend(next) == StepResult.RunNext)
            return StepResult.RunNext;
        if (!_current.TryEndUnrun())
            return StepResult.Suspended;
        Gate.Resume();
        return StepResult.RunNext;
    }

    /// <summary>Makes the child findable as one that runs; false if a stop came during the start.</summary>
    private bool TryPublish(bool isAdoption)
    {
        Incarnation<TChild> incarnation = _current;
        TChild child = incarnation.Child!;
        WaiterList<TChild> openers = default;
        PendingSuccessor<TKey, TChild>? next = null;
        bool isStopped;
        lock (Sync)
        {
            isStopped = StopReason is not null;
            if (isStopped && !isAdoption)
                return false;
            HasRun = true;
            if (!isAdoption)
                SetOperation(incarnation, Timeout.InfiniteTimeSpan);

            if (isStopped)
            {
                // An adopted child runs already, so it is stopped like a running one, though it could never be found.
                InterruptOperation(StopTimeout);
            }
            else
            {
                if (Restart != RestartPolicy.Temporary)
                    incarnation.RunningSince = Settings.Time.GetTimestamp();
                _supervisor.State.SetRunning(this, child, incarnation.Restarts > 0);
                _state = KeyState.Running;
                openers = _openers.Take();
                next = _next;
                IsFirstStart = false;
                _next = null;
            }
        }

        ReportStart(isStopped ? StartOutcome.Stopped : StartOutcome.Succeeded);
        if (isStopped)
            return true;

        if (_coldState?.LastRunning is { } former)
        {
            ReleaseFormer(former);
            former.ForgetChild();
        }

        // The arguments of a child that is never made again need not live as long as it does.
        if (Restart == RestartPolicy.Temporary)
            _spec = null;
        if (_options?.Snapshot is not null)
            _options = _options with { Snapshot = null };

        openers.Complete(child);
        next?.Waiters.Complete(child);
        _supervisor.Waits.OnChanged(Hash, child);
        if (!isAdoption)
            Settings.Log.Started(Key, incarnation.Number, incarnation.Restarts);
        return true;
    }

    /// <summary>Ends a child whose start succeeded, or that was adopted.</summary>
    private StepResult EndIncarnation(ChildOperation run)
    {
        Incarnation<TChild> incarnation = _current;
        TChild child = incarnation.Child!;
        IExitHolder exit = incarnation.Exit ?? DecideExit(run);
        Seal(child, exit, hasStarted: true);
        _supervisor.State.SetTerminated(this, child, exit);
        ChildExit ended = exit.Exit;
        LogRestartLimit(ended);

        // For the openers, a start that was too late has failed, since its child could not run.
        if (!HasRun && ended.Exception is TimeoutException lateStart)
            ReportFailedStart(incarnation, lateStart);
        else
            Settings.Log.Terminated(Key, ended);
        if (run.IsAbandoned)
            Cold.AbandonedRun = run;
        if (child is not IAfterTerminate hook || _supervisor.AfterTerminate.IsNoOp(hook))
            return StartDisposalOrAbandon(afterTerminate: null);
        return StartOperation(CreateOperation(ChildOperationKind.AfterTerminate, Settings.AfterTerminateTimeout), Step.AfterTerminateHook);
    }

    private StepResult OnAfterTerminateCompleted(ChildOperation afterTerminate)
    {
        if (!afterTerminate.IsAbandoned && afterTerminate.Exception is { } failure)
            Settings.Log.AfterTerminateFailed(Key, _current.Number, failure);
        return StartDisposalOrAbandon(afterTerminate);
    }

    private StepResult StartDisposalOrAbandon(ChildOperation? afterTerminate)
    {
        // A run that returned while the callback ran is not abandoned any more.
        ChildOperation? run = _coldState?.AbandonedRun is { CodeReturned.IsCompleted: false } running ? running : null;
        if (run is null && afterTerminate is not { IsAbandoned: true })
            return StartDisposal();
        ChildOperation? abandonedHook = afterTerminate is { IsAbandoned: true } ? afterTerminate : null;
        string what = run is null ? "AfterTerminateAsync" : run.HasReturned ? CallbackOnToken : "its run";
        Abandon(new AbandonedOperations(Run: run, AfterTerminate: abandonedHook), what);
        return OnIncarnationEnded();
    }

    private StepResult OnStartFailed()
    {
        Incarnation<TChild> incarnation = _current;
        IExitHolder exit = incarnation.Exit!;
        ChildExit ended = exit.Exit;
        LogRestartLimit(ended);
        ReportFailedStart(incarnation, ended.Exception!);
        if (incarnation.Child is { } child)
            Seal(child, exit, hasStarted: false);
        else
            _supervisor.ReportExit(this, child: null, exit, hasStarted: false);
        if (!incarnation.IsAbandoned)
            return StartDisposal();
        ChildOperation? start = _coldState?.AbandonedStart;
        Abandon(new AbandonedOperations(Start: start, Run: incarnation), start is null ? CallbackOnToken : "its start");
        return OnIncarnationEnded();
    }

    private StepResult StartDisposal() =>
        IsAdopted || !_current.NeedsDisposal
            ? OnIncarnationEnded()
            : StartOperation(CreateOperation(ChildOperationKind.Disposing, Settings.AfterTerminateTimeout), Step.AfterDisposal);

    private StepResult OnDisposalCompleted(ChildOperation disposal)
    {
        if (disposal.IsAbandoned)
            Abandon(new AbandonedOperations(Disposal: disposal), "its disposal");
        return OnIncarnationEnded();
    }

    /// <summary>What follows an incarnation: the delay before the next one, or the end of the lifecycle.</summary>
    private StepResult OnIncarnationEnded() =>
        _current.Exit!.Exit.WillRestart && TryStartBackoff() ? StepResult.Suspended : OnLastIncarnationEnded();

    /// <summary>No incarnation follows. Handlers of the end are called while the key is still taken.</summary>
    private StepResult OnLastIncarnationEnded()
    {
        BoxedChildExit? cancelledRestart = AnnounceCancelledRestart();
        if (!_supervisor.EndHandlers.Any)
        {
            End();
            return StepResult.Suspended;
        }

        Cold.FinalExit = (IExitHolder?)cancelledRestart ?? _current.Exit!;
        return StartOperation(CreateOperation(ChildOperationKind.Ended, Settings.AfterTerminateTimeout), Step.AfterEnded);
    }

    private StepResult OnEndHandlersCompleted(ChildOperation handlers)
    {
        if (handlers.IsAbandoned)
            Settings.Log.EndHandlerTimedOut(Key, _current.Number, Settings.AfterTerminateTimeout);
        End();
        return StepResult.Suspended;
    }

    private Task CallEndHandlersAsync(IExitHolder exit, CancellationToken cancellationToken)
    {
        var end = new ChildEnd<TKey, TChild> { Key = Key, Child = (LastRunning ?? _current).Child, Exit = exit.Exit };
        return _supervisor.EndHandlers.CallAsync(
            end, exception => Settings.Log.EndHandlerFailed(Key, exit.Exit.Incarnation, exception), cancellationToken);
    }

    /// <summary>Starts the delay before a restart; false if a stop came meanwhile.</summary>
    private bool TryStartBackoff()
    {
        var backoff = new SingleWaiterEvent(Settings.Dispatcher);
        lock (Sync)
        {
            if (StopReason is not null)
                return false;
            _state = KeyState.Restarting;
            Cold.Backoff = backoff;
        }

        TimeSpan delay = Cold.Intensity!.NextDelay();
        Settings.Log.Restarting(Key, delay, _current.Restarts + 1);
        ITimer timer;
        using (ExecutionContextFlow.Suppress())
            timer = Settings.Time.CreateTimer(static state => ((SingleWaiterEvent)state!).Set(), backoff, delay, Timeout.InfiniteTimeSpan);
        NextStep = Step.AfterBackoff;
        backoff.UnsafeOnCompleted(() =>
        {
            timer.Dispose();
            ResumeInline();
        });
        return true;
    }

    private StepResult OnBackoffCompleted()
    {
        bool isStopped;
        lock (Sync)
        {
            isStopped = StopReason is not null;
            if (!isStopped)
            {
                var next = new Incarnation<TChild>(this, _current.Number + 1, _current.Restarts + 1, Now);

                // What survives is taken from the last one that has run.
                if (!HasRun)
                    _current.ForgetChild();
                Cold.OnReplaced(_current, HasRun);
                _current = next;
                HasRun = false;
                _state = KeyState.Starting;
            }
        }

        if (!isStopped)
        {
            Settings.Telemetry.OnRestart(Hash);
            return StartOperation(CreateOperation(ChildOperationKind.Starting, Settings.StartTimeout), Step.AfterStart);
        }

        return OnLastIncarnationEnded();
    }

    /// <summary>Hides the child and decides how it has ended: when its code returns, or else when it is abandoned.</summary>
    private IExitHolder DecideExit(ChildOperation run)
    {
        lock (Sync)
        {
            Incarnation<TChild> incarnation = _current;
            if (incarnation.Exit is { } decided)
                return decided;
            if (_state == KeyState.Running)
                _supervisor.State.SetNotRunning(this);
            _state = KeyState.Terminating;

            // The exception of a run that was told to stop, and did, is not made: no one would see it.
            bool hasReturned = run.HasReturned;
            Exception? exception = !hasReturned || (StopReason is not null && run.IsCanceled) ? null : run.Exception;
            return MakeExit(incarnation, ExitDecision.AfterRun(StopReason, IsAdopted ? null : Restart, isAbandoned: !hasReturned, exception));
        }
    }

    /// <summary>Decides how a child has ended that never ran, though its start succeeded.</summary>
    private void DecideUnrunExit(TimeoutException? lateStart)
    {
        lock (Sync)
        {
            _state = KeyState.Terminating;
            MakeExit(_current, lateStart is not null
                ? ExitDecision.AfterLateStart(StopReason, _current.Restarts, lateStart)
                : ExitDecision.AfterRun(StopReason, Restart, isAbandoned: false, exception: null));
        }
    }

    private void DecideFailedStart(ChildOperation start)
    {
        lock (Sync)
        {
            _state = KeyState.Terminating;
            if (StopReason is not null)
                Cold.IsStartStopped = true;
            Exception? exception = start.IsAbandoned ? null : start.Exception;
            TimeoutException? timeout = start.HasTimedOut ? CreateStartTimeout(exception) : null;
            MakeExit(_current, ExitDecision.AfterFailedStart(StopReason, _current.Restarts, start.IsAbandoned, timeout, exception));
        }
    }

    /// <summary>Turns the decision into an exit: a restart that is one too many ends the key instead.</summary>
    private IExitHolder MakeExit(Incarnation<TChild> incarnation, in ExitDecision decision)
    {
        Debug.Assert(Monitor.IsEntered(Sync));
        DateTimeOffset now = Now;
        bool willRestart = decision.WantsRestart;
        if (willRestart)
        {
            Cold.Intensity ??= new RestartIntensity(Settings.Backoff, Settings.MaxRestarts, Settings.RestartWindow, Settings.Time, Settings.Randomizer);
            willRestart = Cold.Intensity.TryCount(Settings.Time.GetTimestamp(), incarnation.RunningSince);
        }

        ExitReason reason = decision.WantsRestart && !willRestart ? ExitReason.RestartLimit : decision.Reason;
        return incarnation.End(reason, decision.Exception, now, willRestart);
    }

    /// <summary>Seals the attributes, and tells those who hold the child.</summary>
    private void Seal(TChild child, IExitHolder exit, bool hasStarted)
    {
        child.Seal();
        _supervisor.OnSealed(child);

        // What survives is the next incarnation's, which inherits from this one if this one has run.
        if (!exit.Exit.WillRestart || !HasRun)
            _supervisor.Observer?.Release(child);
        _supervisor.ReportExit(this, child, exit, hasStarted);
        child.Link.Complete(exit);
        _supervisor.Waits.OnChanged(Hash, child);
    }

    private StartKind GetStartKind(Incarnation<TChild> incarnation) =>
        incarnation.Restarts > 0 ? StartKind.Restart : IsAdopted ? StartKind.Adopt : StartKind.Open;

    private void ReportStart(StartOutcome outcome)
    {
        Incarnation<TChild> incarnation = _current;
        Settings.Telemetry.OnStartCompleted(
            Hash, incarnation, GetStartKind(incarnation), outcome, incarnation.StartedAt, incarnation.Exit?.Exit.Exception);
    }

    /// <summary>Gives up what an ended incarnation holds for the next one, which has it now, or does not come.</summary>
    private void ReleaseFormer(Incarnation<TChild>? incarnation)
    {
        if (incarnation?.Child is { } child)
            _supervisor.Observer?.Release(child);
    }

    private TimeoutException CreateStartTimeout(Exception? exception) =>
        new($"The start did not end within {Settings.StartTimeout} (StartTimeout).", exception);

    private void LogRestartLimit(in ChildExit exit)
    {
        if (exit.Reason == ExitReason.RestartLimit)
            Settings.Log.RestartLimitReached(Key, Settings.MaxRestarts, Settings.RestartWindow);
    }

    private void ReportFailedStart(Incarnation<TChild> incarnation, Exception cause)
    {
        if (incarnation.Restarts == 0)
            Cold.StartFailure = new ChildStartException(TrackerName, Key, cause);
        if (StopReason is null)
            Settings.Log.StartFailed(Key, incarnation.Number, cause);
    }

    /// <summary>Hands operations that still run, and what has to wait for them, to an <see cref="AbandonedChild{TKey, TChild}"/>.</summary>
    private void Abandon(AbandonedOperations operations, string what)
    {
        Settings.Log.Abandoned(Key, _current.Number, what);
        Abandon(operations);
    }

    private void Abandon(AbandonedOperations operations)
    {
        var abandoned = new AbandonedChild<TKey, TChild>(_supervisor, Key, _current, operations, ownsChild: !IsAdopted);
        _supervisor.State.Add(abandoned);
        Settings.Telemetry.Counts.OnAbandoned(Now);
        abandoned.Drain();
    }

    /// <summary>Ends the lifecycle, which needs its children no more.</summary>
    private void End()
    {
        Free();
        _current.ForgetChild();
        if (!HasRun)
            _coldState?.LastRunning?.ForgetChild();
    }

    /// <summary>The key goes to those who wait for it, or is free.</summary>
    private void Free()
    {
        ChildLifecycle<TKey, TChild>? successor = null;
        WaiterList<TChild> unopened;
        PendingSuccessor<TKey, TChild>? next;
        TrackerException? refusal = null;
        WaiterList<bool> stopWaiters;
        ReleaseFormer(LastRunning);
        if (_options?.FirstIncarnation is null)
            _supervisor.Numbers.OnEnded(_current.Number);
        lock (Sync)
        {
            next = _next;
            if (next is not null)
            {
                refusal = _supervisor.State.GetSuccessorRefusal(Key);
                if (refusal is null)
                    successor = CreateSuccessor(next);
            }

            if (successor is null)
            {
                _supervisor.State.Free(this);
            }
            else
            {
                bool isDone = _supervisor.Table.TryReplace(Hash, successor, this);
                Debug.Assert(isDone, "Only an end takes a lifecycle out of the table.");
            }

            _state = successor is null ? KeyState.Freed : KeyState.HandedOn;
            unopened = _openers.Take();
            stopWaiters = _stopWaiters.Take();

            // A caller that keeps an ended child keeps its lifecycle, which must not keep all later ones.
            IsFirstStart = false;
            _next = null;
            _spec = null;
        }

        // Callers that are completed from here on find the key free, or taken by the successor.
        Settings.Telemetry.OnFreed(this, Key, _current.Exit?.Exit ?? default);
        if (unopened.Count > 0)
            unopened.Fail(CreateOpenFailure(isSuperseded: next?.Replacement is not null));
        if (refusal is not null)
        {
            next!.Waiters.Fail(refusal);
            next.Replacement?.Fail(refusal);
        }

        stopWaiters.Complete(true);
        if (successor is null)
            return;
        _supervisor.StopIfClosing(successor);
        if (next!.Replacement is { } replacement)
            replacement.Start(successor);
        else
            successor.Start();
    }

    /// <summary>The lifecycle that takes the key over: for the caller that replaces the child, else for those that wait. Null if there is none.</summary>
    private ChildLifecycle<TKey, TChild>? CreateSuccessor(PendingSuccessor<TKey, TChild> next)
    {
        ChildLifecycle<TKey, TChild>? adopting = null;
        if (next.Replacement is { } replacement && !replacement.TryAccept(next, out adopting))
            next.Replacement = null;
        if (adopting is not null)
        {
            adopting.PrepareSuccession(next);
            return adopting;
        }

        if (next.Spec is not { } spec)
            return null;
        var opening = new ChildLifecycle<TKey, TChild>(_supervisor, Key, Hash, spec, next.Options);
        opening.TakeOver(next);
        return opening;
    }

    /// <summary>The exception for openers whose child could never be found.</summary>
    private TrackerException CreateOpenFailure(bool isSuperseded) =>
        StopReason == ExitReason.TrackerClosed ? new TrackerClosedException(TrackerName, Key)
        : isSuperseded && _coldState is not { StartFailure: not null, IsStartStopped: false } ? new ChildSupersededException(TrackerName, Key)
        : _coldState?.StartFailure ?? new ChildStartException(TrackerName, Key, new OperationCanceledException(ExitDecision.StoppedWhileStarting));

    /// <summary>Publishes the end of a key whose last published exit promised a restart that does not come; null if it promised none.</summary>
    private BoxedChildExit? AnnounceCancelledRestart()
    {
        if (LastRunning is not { Exit.Exit: { WillRestart: true } promised, Child: { } child })
            return null;
        ExitReason? stopReason;
        lock (Sync)
            stopReason = StopReason;
        var exit = new BoxedChildExit(promised with
        {
            Reason = stopReason ?? ExitReason.RestartLimit,
            Exception = _current.Exit?.Exit.Exception,
            EndedAt = Now,
            WillRestart = false,
        });
        _supervisor.State.SetRestartCancelled(this, child, exit);
        Settings.Log.Terminated(Key, exit.Exit);
        return exit;
    }

    /// <summary>
    /// Ends the key without its termination callback. Only a defect of GenTracker leads here, and it must cost this key alone: the token fires, the
    /// attributes are sealed, the child is disposed when its code has returned, and the key is free.
    /// </summary>
    private void OnSupervisionFailed(Exception exception)
    {
        Settings.Log.SupervisionFailed(Key, exception);
        Attempt(_current.PostCancel);
        Attempt(() => SealAfterFailure(exception));
        if (Operation is not { Kind: ChildOperationKind.Disposing })
            Attempt(() => Abandon(new AbandonedOperations()));
        if (IsOver)
            return;
        if (Operation is not { Kind: ChildOperationKind.Ended })
            Attempt(EndAfterFailure);
        Attempt(Free);
    }

    /// <summary>Publishes the end, and posts the call of its handlers. The key does not wait for them.</summary>
    private void EndAfterFailure()
    {
        IExitHolder? exit = (IExitHolder?)AnnounceCancelledRestart() ?? _current.Exit;
        if (exit is not null && _supervisor.EndHandlers.Any)
            Settings.Dispatcher.Post(new ActionWorkItem(() => _ = CallEndHandlersAsync(exit, CancellationToken.None)));
    }

    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            Settings.Log.SupervisionFailed(Key, exception);
        }
    }

    private void SealAfterFailure(Exception exception)
    {
        Incarnation<TChild> incarnation = _current;
        bool isStart;
        lock (Sync)
        {
            isStart = IsFirstStart;
            if (_state == KeyState.Running)
                _supervisor.State.SetNotRunning(this);
            if (!IsOver)
                _state = KeyState.Terminating;
        }

        if (isStart)
            Cold.StartFailure ??= new ChildStartException(TrackerName, Key, exception);
        if (incarnation.Child is not { } child)
            return;
        ExitReason reason = isStart ? ExitReason.StartFailed : ExitReason.Failed;
        IExitHolder exit = incarnation.Exit ?? incarnation.End(reason, exception, Now, willRestart: false);
        Attempt(child.Seal);
        Attempt(() => _supervisor.OnSealed(child));
        ReleaseFormer(incarnation);
        Attempt(() => _supervisor.ReportExit(this, child, exit, hasStarted: !isStart));
        child.Link.Complete(exit);
        _supervisor.State.SetTerminated(this, child, exit);
    }
}
