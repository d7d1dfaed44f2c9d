using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Runtime;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <content>
/// The story of a life: its incarnations one after the other, and its end. A step does what is to be done at once and then enters the next
/// phase, or ends the life; whoever finds that phase over goes on with the step that was left behind. So at most one thread tells the story,
/// and while a child runs there is nothing of it but the name of the step to come. What follows a run is told on the thread that the run has
/// ended on, which may be anybody's: it takes no time there, and the child's code that comes next is called on the dispatcher's.
/// </content>
internal sealed partial class Life<TKey, TChild>
{
    // Whose turn it is: the story's, or that of whoever ends the phase that it waits for.
    private const int Telling = 0;
    private const int Waiting = 1;
    private const int PhaseOver = 2;

    private int _turn;
    private Step _step;
    private bool _isAbroad;

    // The story's own.
    private bool _hasRun;
    private Past<TChild>? _past;

    /// <summary>What most lives never have.</summary>
    private Past<TChild> Past => _past ??= new Past<TChild>();

    /// <summary>The last incarnation whose child was to run.</summary>
    private Incarnation<TChild>? LastThatRan => _hasRun ? _current : _past?.LastThatRan;

    /// <summary>Begins the life of a key that is opened.</summary>
    public void Begin()
    {
        // Before the phase is entered: its budget may be used up, and the story go on, before this call has come to its end.
        _step = Step.Started;
        Volatile.Write(ref _turn, Waiting);
        try
        {
            Settings.Dispatcher.Post(Enter(ActivityKind.Starting, Settings.StartTimeout));
        }
        catch (Exception exception)
        {
            // The start was not called. Where a stop has found it over meanwhile, the story goes on there.
            if (Interlocked.Exchange(ref _turn, Telling) == Waiting)
                Fail(exception);
        }
    }

    public override void GoOn()
    {
        if (Interlocked.Exchange(ref _turn, PhaseOver) != Waiting)
            return;
        if (_step == Step.Ran)
            GoOn(isAbroad: true);
        else
            Settings.Dispatcher.Post(this);
    }

    public override void GoOnHere() => GoOn(isAbroad: false);

    private void GoOn(bool isAbroad)
    {
        _isAbroad = isAbroad;
        Volatile.Write(ref _turn, Telling);
        try
        {
            while (Tell())
            {
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    void IThreadPoolWorkItem.Execute() => GoOnHere();

    public override Task CallAsync(Phase phase)
    {
        var incarnation = (Incarnation<TChild>)phase.Of;
        return phase.Kind switch
        {
            ActivityKind.Starting => ChildStart.RunAsync(this, _spec!, incarnation, LastThatRan?.Child, Settings),
            ActivityKind.Running => ((ITrackedChild)incarnation.Child!).RunAsync(phase.StopToken),
            ActivityKind.AfterTerminate => _supervisor.LastWords.SpeakAsync((IAfterTerminate)incarnation.Child!, incarnation.Exit!.Exit, phase.StopToken),
            _ => DisposeAsync(incarnation),
        };
    }

    // Apart from the others, none of which shall make room for what its function captures.
    private Task DisposeAsync(Incarnation<TChild> incarnation) =>
        incarnation.DisposeAsync(exception => Settings.Log.DisposalFailed(Key, incarnation.Number, exception));

    /// <summary>The story of an adopted child begins where it runs already. None of its code is called on the caller's thread.</summary>
    private void BeginWith(Phase run)
    {
        Activity = run;
        try
        {
            TryPublish(run);
            if (Await(Step.Ran))
                Settings.Dispatcher.Post(this);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>
    /// Only a clock or a key type that throws, or a defect, leads here. The child ends without its last words, and the key must not stay taken for
    /// ever.
    /// </summary>
    private void Fail(Exception exception)
    {
        Settings.Log.SupervisionFailed(Key, exception);
        try
        {
            Settings.Dispatcher.Post(new Cancellation(_current, this));
            EndFailed(exception);
            Free();
        }
        catch (Exception again)
        {
            Settings.Log.SupervisionFailed(Key, again);
        }
    }

    private void EndFailed(Exception exception)
    {
        Incarnation<TChild> incarnation = _current;
        bool isStart;
        lock (Gate)
        {
            isStart = _first is not null;
            if (_state == ChildState.Running)
                _supervisor.Journal.Hide(this);
            _state = ChildState.Terminating;
        }

        if (isStart)
            Past.StartFailure ??= new ChildStartException(TrackerName, Key, exception);
        if (incarnation is not { Child: { } child, Exit: null })
            return;
        ChildEnd end = SetEnd(incarnation, isStart ? ExitReason.StartFailed : ExitReason.Failed, exception, NowOrBefore(), restarts: false);
        Finish(child, end);
        _supervisor.Journal.Terminated(this, child, end);
    }

    /// <summary>The time, or the last that is known where the clock throws.</summary>
    private DateTimeOffset NowOrBefore()
    {
        try
        {
            return Now;
        }
        catch (Exception)
        {
            return _current.StartedAt;
        }
    }

    /// <summary>One step. True where the next one is to follow at once.</summary>
    private bool Tell() => _step switch
    {
        Step.Started => Started(Phase!),
        Step.Ran => End(Phase!, startFailure: null),
        Step.Spoke => Spoke(Phase!),
        Step.Disposed => Disposed(Phase!),
        _ => Rested(),
    };

    /// <summary>Makes code of the child the phase that the story waits for next.</summary>
    private Phase Enter(ActivityKind kind, TimeSpan budget)
    {
        lock (Gate)
        {
            Phase phase = kind == ActivityKind.Running ? _current : new PassingPhase(this, kind, _current);
            Activity = phase;
            if (_supervisor.IsPressed || (budget <= TimeSpan.Zero && budget != Timeout.InfiniteTimeSpan))
                phase.SetNoTime();
            else
                phase.SetBudget(budget);
            return phase;
        }
    }

    /// <summary>Leaves the story until the phase is over, or goes on at once where it is already.</summary>
    private bool Await(Step then)
    {
        _step = then;
        if (Interlocked.CompareExchange(ref _turn, Waiting, Telling) == Telling)
            return false;
        Volatile.Write(ref _turn, Telling);
        return true;
    }

    /// <summary>Calls the phase's code, and leaves the story to whoever finds it over.</summary>
    private bool Call(Phase phase, Step then)
    {
        bool isAbroad = _isAbroad;
        if (Await(then))
        {
            // Given up before it was called: it is called all the same, and is nothing to wait for.
            Settings.Dispatcher.Post(phase);
            return true;
        }

        if (isAbroad)
        {
            Settings.Dispatcher.Post(phase);
            return false;
        }

        if (!phase.Call())
            return false;
        Volatile.Write(ref _turn, Telling);
        return true;
    }

    private bool Started(Phase start)
    {
        if (start.IsGivenUp || start.Failure is not null || _current.Child is null)
            return FailStart(start);
        if (start.HasExpired && _stopReason is null)
            return End(run: null, StartTookTooLong(failure: null));
        return TryPublish(adoptedRun: null) ? Call(Phase!, Step.Ran) : End(run: null, startFailure: null);
    }

    /// <summary>Makes the started child findable, as one that runs; false where a stop has overtaken the start.</summary>
    private bool TryPublish(Phase? adoptedRun)
    {
        Incarnation<TChild> incarnation = _current;
        TChild child = incarnation.Child!;
        Opening<TKey, TChild>? first;
        Opening<TKey, TChild>? next;
        lock (Gate)
        {
            if (_stopReason is not null && adoptedRun is null)
                return false;
            _hasRun = true;
            if (adoptedRun is null)
                Enter(ActivityKind.Running, Timeout.InfiniteTimeSpan);

            if (_stopReason is not null)
            {
                // An adopted child runs already, so it is stopped like one, though it was never findable.
                Interrupt(StopTimeout);
                return true;
            }

            if (Restart != RestartPolicy.Temporary)
                incarnation.RunningSince = Settings.Time.GetTimestamp();
            _supervisor.Journal.Publish(this, child, incarnation.Restarts > 0);
            _state = ChildState.Running;
            first = _first;
            next = _next;
            _first = null;
            _next = null;
        }

        first?.Waiters.Succeed(child);
        next?.Waiters.Succeed(child);
        _supervisor.Waits.OnPublished(Key, child);
        if (!IsAdopted)
            Settings.Log.Started(Key, incarnation.Number);
        return true;
    }

    /// <summary>
    /// The end of a child whose start succeeded or that was adopted. A start that succeeded only after its token had fired has failed for
    /// its openers: its child could not run.
    /// </summary>
    private bool End(Phase? run, TimeoutException? startFailure)
    {
        Incarnation<TChild> incarnation = _current;
        TChild child = incarnation.Child!;
        ChildEnd end = DecideEnd(incarnation, run, startFailure);
        Finish(child, end);
        _supervisor.Journal.Terminated(this, child, end);
        LogLimit(end);
        if (startFailure is null)
            Settings.Log.Terminated(Key, end.Exit);
        else
            OnStartFailed(incarnation, startFailure);

        if (run is { IsGivenUp: true })
            Past.RunGivenUp = run;
        if (child is not IAfterTerminate hook || _supervisor.LastWords.HasNone(hook))
            return ClearUp(after: null);
        return Call(Enter(ActivityKind.AfterTerminate, Settings.AfterTerminateTimeout), Step.Spoke);
    }

    private bool Spoke(Phase after)
    {
        if (after.Failure is { } failure && !after.IsGivenUp)
            Settings.Log.AfterTerminateFailed(Key, _current.Number, failure);
        return ClearUp(after);
    }

    private bool ClearUp(Phase? after)
    {
        // A run that ended while the last words were spoken is nothing to leave behind any more.
        Phase? run = _past?.RunGivenUp is { RealEnd.IsCompleted: false } unended ? unended : null;
        if (run is null && after is not { IsGivenUp: true })
            return Dispose();
        LeaveBehind(new Remains(null, run, after, null), _current, run is not null ? "its run" : "AfterTerminateAsync");
        return Conclude();
    }

    private bool FailStart(Phase start)
    {
        Incarnation<TChild> incarnation = _current;
        ChildEnd end = DecideFailedStart(incarnation, start);
        LogLimit(end);
        OnStartFailed(incarnation, end.Exit.Exception!);
        if (incarnation.Child is { } child)
            Finish(child, end);
        if (!start.IsGivenUp)
            return Dispose();
        LeaveBehind(new Remains(start, null, null, null), incarnation, "its start");
        return Conclude();
    }

    private bool Dispose() =>
        IsAdopted || !_current.NeedsDisposal ? Conclude() : Call(Enter(ActivityKind.Disposing, Settings.AfterTerminateTimeout), Step.Disposed);

    private bool Disposed(Phase disposal)
    {
        if (disposal.IsGivenUp)
            LeaveBehind(new Remains(null, null, null, disposal), _current, "its disposal");
        return Conclude();
    }

    /// <summary>What follows an incarnation that is over: the delay before the next one, or the end of the life.</summary>
    private bool Conclude()
    {
        if (!_current.Exit!.Exit.WillRestart || !TryRest())
            Free();
        return false;
    }

    /// <summary>The delay before a restart. False where a stop came meanwhile.</summary>
    private bool TryRest()
    {
        var backoff = new Signal(Settings.Dispatcher);
        lock (Gate)
        {
            if (_stopReason is not null)
                return false;
            _state = ChildState.Restarting;
            Past.Backoff = backoff;
        }

        TimeSpan delay = Past.Tally!.NextDelay();
        Settings.Log.Restarting(Key, delay, _current.Restarts + 1);
        ITimer timer;
        using (NoFlow.Begin())
            timer = Settings.Time.CreateTimer(static state => ((Signal)state!).Set(), backoff, delay, Timeout.InfiniteTimeSpan);
        _step = Step.Rested;
        backoff.UnsafeOnCompleted(() =>
        {
            timer.Dispose();
            GoOnHere();
        });
        return true;
    }

    private bool Rested()
    {
        bool isStopped;
        lock (Gate)
        {
            isStopped = _stopReason is not null;
            if (!isStopped)
            {
                var next = new Incarnation<TChild>(this, _current.Number + 1, _current.Restarts + 1, Now);
                Past.Add(_current, _hasRun);
                _current = next;
                _hasRun = false;
                _state = ChildState.Starting;
            }
        }

        if (!isStopped)
            return Call(Enter(ActivityKind.Starting, Settings.StartTimeout), Step.Started);
        Free();
        return false;
    }

    private TimeoutException StartTookTooLong(Exception? failure) =>
        new($"The start did not end within {Settings.StartTimeout} (StartTimeout).", failure);

    private void OnStartFailed(Incarnation<TChild> incarnation, Exception cause)
    {
        if (incarnation.Restarts == 0)
            Past.StartFailure = new ChildStartException(TrackerName, Key, cause);
        if (_stopReason is null)
            Settings.Log.StartFailed(Key, incarnation.Number, cause);
    }

    private ChildEnd DecideEnd(Incarnation<TChild> incarnation, Phase? run, TimeoutException? startFailure)
    {
        lock (Gate)
        {
            if (_state == ChildState.Running)
                _supervisor.Journal.Hide(this);
            _state = ChildState.Terminating;
            bool isGivenUp = run is { IsGivenUp: true };
            Exception? failure = isGivenUp || (startFailure is null && _stopReason is not null && run is { IsCancelled: true }) ? null : startFailure ?? run?.Failure;
            ExitReason reason = isGivenUp ? ExitReason.Abandoned
                : _stopReason ?? (startFailure is not null ? ExitReason.StartFailed : failure is null ? ExitReason.Completed : ExitReason.Failed);
            if (_stopReason is not null && failure is OperationCanceledException)
                failure = null;
            bool restarts = _stopReason is null && !IsAdopted
                && (startFailure is not null
                    ? incarnation.Restarts > 0
                    : Restart == RestartPolicy.Permanent || (Restart == RestartPolicy.Transient && failure is not null));
            return MakeEnd(incarnation, reason, failure, restarts);
        }
    }

    private ChildEnd DecideFailedStart(Incarnation<TChild> incarnation, Phase start)
    {
        lock (Gate)
        {
            _state = ChildState.Terminating;
            Exception? failure = start.IsGivenUp ? null : start.Failure;
            Exception cause = _stopReason is not null ? new OperationCanceledException("The key was stopped while its child was starting.", failure)
                : start.HasExpired ? StartTookTooLong(failure)
                : failure!;
            ExitReason reason = start.IsGivenUp ? ExitReason.Abandoned : ExitReason.StartFailed;
            return MakeEnd(incarnation, reason, cause, _stopReason is null && incarnation.Restarts > 0);
        }
    }

    private ChildEnd MakeEnd(Incarnation<TChild> incarnation, ExitReason reason, Exception? exception, bool restarts)
    {
        DateTimeOffset now = Now;
        if (restarts)
        {
            Past.Tally ??= new RestartTally(Settings.Backoff, Settings.MaxRestarts, Settings.RestartWindow, Settings.Time, Settings.Chance);
            restarts = Past.Tally.TryCount(Settings.Time.GetTimestamp(), incarnation.RunningSince);
            if (!restarts)
                reason = ExitReason.RestartLimit;
        }

        return SetEnd(incarnation, reason, exception, now, restarts);
    }

    private void LogLimit(ChildEnd end)
    {
        if (end.Exit.Reason == ExitReason.RestartLimit)
            Settings.Log.RestartLimitReached(Key, Settings.MaxRestarts, Settings.RestartWindow);
    }

    private static ChildEnd SetEnd(Incarnation<TChild> incarnation, ExitReason reason, Exception? exception, DateTimeOffset endedAt, bool restarts) =>
        incarnation.Exit = new ChildEnd(new ChildExit
        {
            Reason = reason,
            Exception = exception,
            StartedAt = incarnation.StartedAt,
            EndedAt = endedAt,
            Incarnation = incarnation.Number,
            Restarts = incarnation.Restarts,
            WillRestart = restarts,
        });

    /// <summary>Seals the attributes and tells those who hold the child.</summary>
    private static void Finish(TChild child, ChildEnd end)
    {
        child.Seal();
        child.Link.Complete(end);
    }

    /// <summary>Hands what was given up, and what may only be done once it has ended, to a story of its own.</summary>
    private void LeaveBehind(Remains remains, Incarnation<TChild> incarnation, string what)
    {
        Settings.Log.Abandoned(Key, incarnation.Number, what);
        var abandoned = new AbandonedChild<TKey, TChild>(_supervisor, Key, incarnation, remains, isDisposed: !IsAdopted);
        _supervisor.Journal.Add(abandoned);
        abandoned.ClearAway();
    }

    /// <summary>The end of the life: the key goes to those who wait for it, or is free.</summary>
    private void Free()
    {
        Life<TKey, TChild>? successor = null;
        Opening<TKey, TChild>? unopened;
        Opening<TKey, TChild>? unserved;
        Exception? refusal = null;
        WaiterList<bool> stopWaiters;
        AnnounceLastEnd();
        _supervisor.Numbers.OnLifeEnded(_current.Number);
        lock (Gate)
        {
            unserved = _next;
            if (unserved is not null && TrySucceed(unserved, out successor, out refusal))
            {
                unserved = null;
                _supervisor.Table.TryReplace(Key, successor, this);
            }
            else
            {
                _supervisor.Table.TryRemove(Key, this);
            }

            _isOver = true;
            unopened = _first;
            stopWaiters = _stopWaiters.Take();

            // Whoever keeps an ended child keeps its life, which must not keep all the lives that came after it.
            _next = null;
        }

        // Whoever is told from here on finds the key free, or in its next life.
        if (successor is null)
            _supervisor.Journal.Leave();
        unopened?.Waiters.Fail(WhyNotOpened());
        unserved?.Waiters.Fail(refusal!);
        stopWaiters.Succeed(true);
        if (successor is null)
            return;
        _supervisor.StopIfClosing(successor);
        successor.Begin();
    }

    /// <summary>The life of the next ones who open the key, or why they may not.</summary>
    private bool TrySucceed(Opening<TKey, TChild> next, [NotNullWhen(true)] out Life<TKey, TChild>? successor, [NotNullWhen(false)] out Exception? refusal)
    {
        successor = null;
        refusal = _supervisor.Journal.TrySucceed(Key);
        if (refusal is not null)
            return false;
        try
        {
            successor = new Life<TKey, TChild>(_supervisor, Key, next);
            return true;
        }
        catch (Exception exception)
        {
            // A clock that throws.
            Settings.Log.SupervisionFailed(Key, exception);
            refusal = new ChildStartException(TrackerName, Key, exception);
            return false;
        }
    }

    /// <summary>What those are told who opened the key and whose child never became findable.</summary>
    private TrackerException WhyNotOpened() =>
        _stopReason == ExitReason.TrackerClosed
            ? new TrackerClosedException(TrackerName, Key)
            : _past?.StartFailure ?? new ChildStartException(TrackerName, Key, new OperationCanceledException("The key was stopped while its child was starting."));

    /// <summary>A key whose last announced end promised a restart that did not come has ended all the same, and that is told.</summary>
    private void AnnounceLastEnd()
    {
        if (LastThatRan is not { Exit.Exit: { WillRestart: true } promised, Child: { } child })
            return;
        ExitReason? stopReason;
        lock (Gate)
            stopReason = _stopReason;
        var end = new ChildEnd(promised with
        {
            Reason = stopReason ?? ExitReason.RestartLimit,
            Exception = _current.Exit?.Exit.Exception,
            EndedAt = NowOrBefore(),
            WillRestart = false,
        });
        _supervisor.Journal.TellEnd(Key, child, end);
        Settings.Log.Terminated(Key, end.Exit);
    }
}
