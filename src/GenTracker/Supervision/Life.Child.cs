using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Runtime;
using GenTracker.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace GenTracker.Supervision;

/// <summary>
/// The life of one key, from the moment it is taken until it is free: the incarnations of its child one after the other, and the delays
/// between them.
/// </summary>
/// <remarks>
/// <see cref="SuperviseAsync"/> is the story, told in order: it awaits one phase at a time, on the dispatcher. What comes from outside (a
/// stop, a retirement, another opener) changes the state under the gate and sets off what the story waits for; it never takes part in it.
/// </remarks>
internal sealed class Life<TKey, TChild> : Life<TKey>, ICallbackFailures
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private readonly Supervisor<TKey, TChild> _supervisor;
    private readonly TrackerSettings _settings;
    private readonly RestartPolicy _restart;
    private readonly TimeSpan _stopTimeout;
    private readonly Opening<TKey, TChild>? _first;
    private TChild? _running;

    // Under the gate.
    private ChildState _state = ChildState.Starting;
    private ExitReason? _stopReason;
    private bool _isPressed;
    private bool _isOver;
    private Incarnation<TChild> _current;
    private Phase? _phase;
    private Cancellation? _phaseCancellation;
    private Signal? _backoff;
    private Opening<TKey, TChild>? _next;
    private WaiterList<bool>? _stopWaiters;
    private ChildExit? _lastExit;

    // Of the story alone.
    private RestartTally? _tally;
    private Incarnation<TChild>? _lastThatRan;
    private ChildStartException? _startFailure;

    /// <summary>A key that is opened.</summary>
    public Life(Supervisor<TKey, TChild> supervisor, TKey key, Opening<TKey, TChild> first)
        : this(supervisor, key, first.Options)
    {
        _first = first;
        first.Life = this;
    }

    /// <summary>A key for an object that runs already.</summary>
    public Life(Supervisor<TKey, TChild> supervisor, TKey key, TChild adopted)
        : this(supervisor, key, options: null) =>
        _current.Child = adopted;

    private Life(Supervisor<TKey, TChild> supervisor, TKey key, ChildOptions? options)
        : base(key)
    {
        _supervisor = supervisor;
        _settings = supervisor.Settings;
        _restart = options?.Restart ?? _settings.Restart;
        _stopTimeout = options?.StopTimeout ?? _settings.StopTimeout;
        _current = new Incarnation<TChild>(supervisor.Numbers.First, restarts: 0, Now);
    }

    /// <summary>The child, if it can be found.</summary>
    public TChild? Running => Volatile.Read(ref _running);

    /// <summary>
    /// The child that the event streams were told of and not told the end of yet. Guarded by the journal's gate, not by this life's.
    /// </summary>
    public TChild? Announced { get; set; }

    public override string TrackerName => _settings.Name;

    private DateTimeOffset Now => _settings.Time.GetUtcNow();

    private bool IsAdopted => _first is null;

    /// <summary>Begins the life of a key that is opened.</summary>
    public void Begin() => Supervise(run: null);

    /// <summary>Begins the life of an adopted child.</summary>
    public ChildRegistration BeginAdopted(Task? completion)
    {
        lock (Gate)
            NumberFirst();
        _current.Child!.Link.Number(_current.Number);
        var run = new Phase(_settings.Dispatcher);
        var registration = new ChildRegistration(run, EndOfThisLifeAsync, _current.Stopping.Token);
        _settings.Log.Adopted(Key, _current.Number);
        Supervise(run);
        if (completion is not null)
            registration.EndWith(completion);
        return registration;
    }

    /// <summary>
    /// Finds the child, or waits for it: for the start that is going on, or, where the child is ending or restarting, for what comes next.
    /// False where this life is over.
    /// </summary>
    public bool TryJoin(ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken, out ValueTask<TChild> child)
    {
        lock (Gate)
        {
            child = default;
            if (_isOver)
                return false;
            if (_running is { } running)
            {
                child = new ValueTask<TChild>(running);
                return true;
            }

            if (_supervisor.IsClosing)
                throw new TrackerClosedException(TrackerName, Key);
            bool isFirstStart = _state == ChildState.Starting && !IsAdopted && _current.Restarts == 0;
            Opening<TKey, TChild> opening = isFirstStart ? _first! : _next ?? new Opening<TKey, TChild>(spec, options) { Life = this };
            Task<TChild> wait = Enter(opening, cancellationToken);
            if (!isFirstStart)
                _next = opening;
            child = new ValueTask<TChild>(wait);
            return true;
        }
    }

    /// <summary>The first opener's wait, registered before the life begins.</summary>
    public Task<TChild> JoinFirst(CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            NumberFirst();
            return Enter(_first!, cancellationToken);
        }
    }

    /// <summary>Asks the life to end; false where it is over. The task completes when the key is free.</summary>
    public bool TryStop(ExitReason reason, CancellationToken cancellationToken, [NotNullWhen(true)] out Task<bool>? whenFree)
    {
        lock (Gate)
        {
            whenFree = null;
            if (_isOver)
                return false;
            whenFree = EnterEnd(cancellationToken);
            Stop(reason);
            return true;
        }
    }

    /// <summary>Asks the life to end, and waits for nothing.</summary>
    public void RequestStop(ExitReason reason)
    {
        lock (Gate)
        {
            if (!_isOver)
                Stop(reason);
        }
    }

    /// <summary>Ends all grace: what the life waits for now, or will wait for, is given up at once.</summary>
    public void Press()
    {
        lock (Gate)
        {
            _isPressed = true;
            if (_phase is { } phase)
                Interrupt(phase, TimeSpan.Zero);
        }
    }

    public ChildInfo<TKey, TChild> Describe()
    {
        lock (Gate)
        {
            return new ChildInfo<TKey, TChild>
            {
                Key = Key,
                State = _state,
                Child = _current.Child,
                Incarnation = _current.Number,
                StartedAt = _current.StartedAt,
                Restarts = _current.Restarts,
                LastExit = _lastExit,
            };
        }
    }

    public override void OnWritten(ChildLink<TKey> link) => _supervisor.Waits.Wake(Key, link);

    public void OnCancellationCallbackFailed(Exception exception) => _settings.Log.CancellationCallbackFailed(Key, exception);

    /// <summary>Sets the findable child. Called by the journal, under its gate and this life's.</summary>
    public void SetRunning(TChild? child) => Volatile.Write(ref _running, child);

    protected override bool IsRunning(ChildLink<TKey> link) => _running is { } running && ReferenceEquals(running.Link, link);

    protected override void Stop(ExitReason reason)
    {
        if (_stopReason is not null)
            return;
        _stopReason = reason;
        switch (_state)
        {
            case ChildState.Restarting:
                _backoff?.TrySet();
                return;
            case ChildState.Running:
                _supervisor.Journal.Hide(this);
                break;
            case ChildState.Terminating:
                // The child has ended by itself; that it does not come back is all there is left to stop.
                return;
        }

        TimeSpan budget = _state == ChildState.Starting ? RestOfStart() : _stopTimeout;
        _state = ChildState.Terminating;
        if (_phase is { } phase)
            Interrupt(phase, budget);
    }

    /// <summary>Fires the phase's token and bounds how long it may go on. Called under the gate.</summary>
    private void Interrupt(Phase phase, TimeSpan budget)
    {
        _settings.Dispatcher.Post(_phaseCancellation!);
        phase.SetBudget(_isPressed ? TimeSpan.Zero : budget, _settings.Time, _phaseCancellation!);
    }

    /// <summary>A start that is stopped has the time that a stop has, but never more than a start has in all.</summary>
    private TimeSpan RestOfStart()
    {
        if (_settings.StartTimeout == Timeout.InfiniteTimeSpan)
            return _stopTimeout;
        TimeSpan rest = _settings.StartTimeout - (Now - _current.StartedAt);
        return _stopTimeout == Timeout.InfiniteTimeSpan || rest < _stopTimeout ? rest : _stopTimeout;
    }

    private static Task<TChild> Enter(Opening<TKey, TChild> opening, CancellationToken cancellationToken)
    {
        Waiter<TChild> waiter = opening.Waiters.Add(cancellationToken);
        try
        {
            WaitGraph.Enter(opening, waiter.Task, cancellationToken.CanBeCanceled);
        }
        catch (WaitCycleException)
        {
            opening.Waiters.Remove(waiter);
            throw;
        }

        return waiter.Task;
    }

    private Task<bool> EnterEnd(CancellationToken cancellationToken)
    {
        _stopWaiters ??= new WaiterList<bool>();
        Waiter<bool> waiter = _stopWaiters.Add(cancellationToken);
        try
        {
            WaitGraph.Enter(this, waiter.Task, cancellationToken.CanBeCanceled);
        }
        catch (WaitCycleException)
        {
            _stopWaiters.Remove(waiter);
            throw;
        }

        return waiter.Task;
    }

    private Task EndOfThisLifeAsync()
    {
        lock (Gate)
            return _isOver ? Task.CompletedTask : EnterEnd(CancellationToken.None);
    }

    /// <summary>
    /// Numbers the first incarnation when the key is this life's: only then have all lives that the key had before raised the mark. Called
    /// under the gate.
    /// </summary>
    private void NumberFirst() => _current.Number = _supervisor.Numbers.First;

    private void Supervise(Phase? run)
    {
        // The story must not carry, nor keep alive, the context of whoever happened to open the key.
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = SuperviseAsync(run);
            return;
        }

        using (ExecutionContext.SuppressFlow())
            _ = SuperviseAsync(run);
    }

    private async Task SuperviseAsync(Phase? run)
    {
        try
        {
            while (await LiveAsync(run).ConfigureAwait(false) && await DelayAsync().ConfigureAwait(false))
                run = null;
        }
        catch (Exception exception)
        {
            // Only a defect, or a clock or a key type that throws, leads here. The key must not stay taken for ever.
            _settings.Log.SupervisionFailed(Key, exception);
            _settings.Dispatcher.Post(new Cancellation(_current.Stopping, this));
        }

        Free();
    }

    /// <summary>One incarnation. True where a restart is to follow.</summary>
    private async Task<bool> LiveAsync(Phase? adoptedRun)
    {
        Incarnation<TChild> incarnation = _current;
        if (!IsAdopted)
        {
            Phase start = BeginStart(incarnation);
            await start;
            if (start.IsGivenUp || start.Failure is not null || incarnation.Child is null)
                return await EndFailedStartAsync(incarnation, start).ConfigureAwait(false);
            if (start.HasExpired && _stopReason is null)
                return await EndAsync(incarnation, run: null, StartTookTooLong(failure: null)).ConfigureAwait(false);
        }

        Phase? run = TryPublish(incarnation, adoptedRun);
        if (run is not null)
        {
            _lastThatRan = incarnation;
            await run;
        }

        return await EndAsync(incarnation, run, startFailure: null).ConfigureAwait(false);
    }

    private Phase BeginStart(Incarnation<TChild> incarnation)
    {
        lock (Gate)
        {
            if (_stopReason is null)
                return Enter(ActivityKind.Starting, () => StartAsync(incarnation), incarnation.Stopping, _settings.StartTimeout);
        }

        // A stop came before the start could begin: none of the child's code runs.
        var overtaken = new Phase(_settings.Dispatcher);
        overtaken.TryEnd(failure: null);
        return overtaken;
    }

    /// <summary>Begins a phase. Called under the gate.</summary>
    private ChildCode Enter(ActivityKind kind, Func<Task> code, CancellationTokenSource token, TimeSpan budget)
    {
        var activity = new Activity(this, kind);
        Activity = activity;
        ChildCode phase = ChildCode.Start(activity, code, _settings.Dispatcher);
        Track(phase, token, budget);
        return phase;
    }

    private ChildCode EnterEnding(ActivityKind kind, Func<Task> code, CancellationTokenSource token)
    {
        lock (Gate)
            return Enter(kind, code, token, _settings.AfterTerminateTimeout);
    }

    /// <summary>Makes a phase the one that a stop, or the end of all grace, is about. Called under the gate.</summary>
    private void Track(Phase phase, CancellationTokenSource token, TimeSpan budget)
    {
        _phase = phase;
        _phaseCancellation = new Cancellation(token, this);
        phase.SetBudget(_isPressed ? TimeSpan.Zero : budget, _settings.Time, _phaseCancellation);
    }

    private void LeavePhase()
    {
        _phase = null;
        _phaseCancellation = null;
    }

    private async Task StartAsync(Incarnation<TChild> incarnation)
    {
        CancellationToken token = incarnation.Stopping.Token;
        token.ThrowIfCancellationRequested();
        ChildSpec<TKey, TChild> spec = _first!.Spec;
        if (spec.NeedsScope)
            incarnation.Scope = _settings.Scopes?.CreateAsyncScope();
        var scope = new ChildScope(incarnation.Scope?.ServiceProvider ?? _settings.Services, _settings.LoggerFactory);
        TChild child = spec.Create(Key, scope)
            ?? throw new InvalidOperationException($"The factory returned null instead of a {typeof(TChild).Name}.");
        if (child is not ITrackedChild openable)
            throw new InvalidOperationException($"{child.GetType().Name} does not implement ITrackedChild, so it can be adopted (AddExisting) but not opened.");
        if (!child.Link.TryBind(this))
            throw new InvalidOperationException($"The factory returned a {child.GetType().Name} that was opened or adopted before: make a new one each time.");
        child.Link.Number(incarnation.Number);
        if (_lastThatRan?.Child is { } last)
            child.Inherit(last);
        incarnation.Child = child;
        token.ThrowIfCancellationRequested();
        await (openable.StartAsync(token) ?? throw new InvalidOperationException("StartAsync returned null instead of a task.")).ConfigureAwait(false);
    }

    /// <summary>Makes the started child findable, and runs it; null where a stop has overtaken the start.</summary>
    private Phase? TryPublish(Incarnation<TChild> incarnation, Phase? adoptedRun)
    {
        TChild child = incarnation.Child!;
        Opening<TKey, TChild>? next;
        Phase run;
        lock (Gate)
        {
            if (_stopReason is not null && adoptedRun is null)
            {
                LeavePhase();
                return null;
            }

            if (adoptedRun is null)
            {
                var openable = (ITrackedChild)child;
                run = Enter(ActivityKind.Running, () => openable.RunAsync(incarnation.Stopping.Token), incarnation.Stopping, Timeout.InfiniteTimeSpan);
            }
            else
            {
                run = adoptedRun;
                Track(run, incarnation.Stopping, Timeout.InfiniteTimeSpan);
            }

            if (_stopReason is not null)
            {
                // An adopted child runs already, so it is stopped like one, though it was never findable.
                Interrupt(run, _stopTimeout);
                return run;
            }

            _state = ChildState.Running;
            incarnation.RunningSince = Now;
            _supervisor.Journal.Publish(this, child, incarnation.Restarts > 0);
            next = _next;
            _next = null;
        }

        if (!IsAdopted)
            _settings.Log.Started(Key, incarnation.Number);
        if (incarnation.Restarts == 0)
            _first?.Waiters.Succeed(child);
        next?.Waiters.Succeed(child);
        _supervisor.Waits.OnPublished(Key, child.Link);
        return run;
    }

    /// <summary>
    /// The end of a child whose start succeeded or that was adopted. A start that succeeded only after its token had fired has failed for
    /// its openers: its child could not run.
    /// </summary>
    private async Task<bool> EndAsync(Incarnation<TChild> incarnation, Phase? run, TimeoutException? startFailure)
    {
        TChild child = incarnation.Child!;
        ChildExit exit = DecideExit(incarnation, run, startFailure);
        Finish(incarnation, child, exit);
        _supervisor.Journal.Terminated(this, child, exit);
        if (startFailure is null)
            _settings.Log.Terminated(Key, exit);
        else
            OnStartFailed(incarnation, startFailure);

        Phase? after = null;
        if (child is IAfterTerminate hook)
        {
            var token = new CancellationTokenSource();
            after = EnterEnding(ActivityKind.AfterTerminate, () => hook.AfterTerminateAsync(exit, token.Token), token);
            await after;
            if (after.Failure is { } failure && !after.IsGivenUp)
                _settings.Log.AfterTerminateFailed(Key, incarnation.Number, failure);
        }

        if (run is { IsGivenUp: true } || after is { IsGivenUp: true })
            LeaveBehind(new Remains(null, run, after, null), incarnation, run is { IsGivenUp: true } ? "its run" : "AfterTerminateAsync");
        else
            await DisposeAsync(incarnation).ConfigureAwait(false);
        return ShallRestart(exit);
    }

    private async Task<bool> EndFailedStartAsync(Incarnation<TChild> incarnation, Phase start)
    {
        ChildExit exit = DecideFailedStart(incarnation, start);
        OnStartFailed(incarnation, exit.Exception!);
        if (incarnation.Child is { } child)
            Finish(incarnation, child, exit);
        else
            incarnation.Exit = exit;
        if (start.IsGivenUp)
            LeaveBehind(new Remains(start, null, null, null), incarnation, "its start");
        else
            await DisposeAsync(incarnation).ConfigureAwait(false);
        return ShallRestart(exit);
    }

    private TimeoutException StartTookTooLong(Exception? failure) =>
        new($"The start did not end within {_settings.StartTimeout} (StartTimeout).", failure);

    private void OnStartFailed(Incarnation<TChild> incarnation, Exception cause)
    {
        if (incarnation.Restarts == 0)
            _startFailure = new ChildStartException(TrackerName, Key, cause);
        if (_stopReason is null)
            _settings.Log.StartFailed(Key, incarnation.Number, cause);
    }

    private ChildExit DecideExit(Incarnation<TChild> incarnation, Phase? run, TimeoutException? startFailure)
    {
        lock (Gate)
        {
            if (_state == ChildState.Running)
                _supervisor.Journal.Hide(this);
            _state = ChildState.Terminating;
            LeavePhase();
            bool isGivenUp = run is { IsGivenUp: true };
            Exception? failure = isGivenUp ? null : startFailure ?? run?.Failure;
            ExitReason reason = isGivenUp ? ExitReason.Abandoned
                : _stopReason ?? (startFailure is not null ? ExitReason.StartFailed : failure is null ? ExitReason.Completed : ExitReason.Failed);
            if (_stopReason is not null && failure is OperationCanceledException)
                failure = null;
            bool restarts = _stopReason is null && !IsAdopted
                && (startFailure is not null
                    ? incarnation.Restarts > 0
                    : _restart == RestartPolicy.Permanent || (_restart == RestartPolicy.Transient && failure is not null));
            return MakeExit(incarnation, reason, failure, restarts);
        }
    }

    private ChildExit DecideFailedStart(Incarnation<TChild> incarnation, Phase start)
    {
        lock (Gate)
        {
            _state = ChildState.Terminating;
            LeavePhase();
            Exception? failure = start.IsGivenUp ? null : start.Failure;
            Exception cause = _stopReason is not null ? new OperationCanceledException("The key was stopped while its child was starting.", failure)
                : start.HasExpired ? StartTookTooLong(failure)
                : failure!;
            ExitReason reason = start.IsGivenUp ? ExitReason.Abandoned : ExitReason.StartFailed;
            return MakeExit(incarnation, reason, cause, _stopReason is null && incarnation.Restarts > 0);
        }
    }

    private ChildExit MakeExit(Incarnation<TChild> incarnation, ExitReason reason, Exception? exception, bool restarts)
    {
        DateTimeOffset now = Now;
        if (restarts)
        {
            _tally ??= new RestartTally(_settings.Backoff, _settings.MaxRestarts, _settings.RestartWindow, _settings.Chance);
            restarts = _tally.TryCount(now);
            if (!restarts)
            {
                reason = ExitReason.RestartLimit;
                _settings.Log.RestartLimitReached(Key, _settings.MaxRestarts, _settings.RestartWindow);
            }
        }

        var exit = new ChildExit
        {
            Reason = reason,
            Exception = exception,
            StartedAt = incarnation.StartedAt,
            EndedAt = now,
            Incarnation = incarnation.Number,
            Restarts = incarnation.Restarts,
            WillRestart = restarts,
        };
        _lastExit = exit;
        return exit;
    }

    /// <summary>Seals the attributes and tells those who hold the child.</summary>
    private static void Finish(Incarnation<TChild> incarnation, TChild child, ChildExit exit)
    {
        incarnation.Exit = exit;
        child.Seal();
        child.Link.Complete(exit);
    }

    private async Task DisposeAsync(Incarnation<TChild> incarnation)
    {
        if (IsAdopted || !incarnation.NeedsDisposal)
            return;
        var token = new CancellationTokenSource();
        Phase disposal = EnterEnding(ActivityKind.Disposing, () => DisposeChildAsync(incarnation), token);
        await disposal;
        if (disposal.IsGivenUp)
            LeaveBehind(new Remains(null, null, null, disposal), incarnation, "its disposal");
    }

    private Task DisposeChildAsync(Incarnation<TChild> incarnation) =>
        incarnation.DisposeAsync(exception => _settings.Log.DisposalFailed(Key, incarnation.Number, exception));

    /// <summary>Hands what was given up, and what may only be done once it has ended, to a story of its own.</summary>
    private void LeaveBehind(Remains remains, Incarnation<TChild> incarnation, string what)
    {
        _settings.Log.Abandoned(Key, incarnation.Number, what);
        var abandoned = new AbandonedChild<TKey, TChild>(_supervisor, Key, incarnation, remains, isDisposed: !IsAdopted);
        _supervisor.Journal.Add(abandoned);
        abandoned.ClearAway();
    }

    private bool ShallRestart(ChildExit exit)
    {
        if (!exit.WillRestart)
            return false;
        lock (Gate)
            return _stopReason is null;
    }

    /// <summary>The delay before a restart. False where a stop came meanwhile.</summary>
    private async Task<bool> DelayAsync()
    {
        ChildExit exit = _current.Exit;
        TimeSpan delay = _tally!.NextDelay(_current.RunningSince is { } since ? exit.EndedAt - since : TimeSpan.Zero);
        var backoff = new Signal(_settings.Dispatcher);
        lock (Gate)
        {
            if (_stopReason is not null)
                return false;
            _state = ChildState.Restarting;
            _backoff = backoff;
        }

        _settings.Log.Restarting(Key, delay, _current.Restarts + 1);
        using (_settings.Time.CreateTimer(static state => ((Signal)state!).TrySet(), backoff, delay, Timeout.InfiniteTimeSpan))
            await backoff;
        lock (Gate)
        {
            _backoff = null;
            if (_stopReason is not null)
                return false;
            _current = new Incarnation<TChild>(_current.Number + 1, _current.Restarts + 1, Now);
            _state = ChildState.Starting;
            return true;
        }
    }

    /// <summary>The end of the life: the key goes to those who wait for it, or is free.</summary>
    private void Free()
    {
        Life<TKey, TChild>? successor = null;
        Opening<TKey, TChild>? unserved;
        Exception? refusal = null;
        WaiterList<bool>? stopWaiters;
        AnnounceLastEnd();
        _supervisor.Numbers.OnLifeEnded(_current.Number);
        lock (Gate)
        {
            if (_running is not null)
                _supervisor.Journal.Hide(this);
            unserved = _next;
            if (unserved is not null && (refusal = _supervisor.Journal.TrySucceed(Key)) is null)
            {
                successor = new Life<TKey, TChild>(_supervisor, Key, unserved);
                unserved = null;
                _supervisor.Table.TryReplace(Key, successor, this);
            }
            else
            {
                _supervisor.Table.TryRemove(Key, this);
            }

            _isOver = true;
            stopWaiters = _stopWaiters;
        }

        // Whoever is told from here on finds the key free, or in its next life.
        if (successor is null)
            _supervisor.Journal.Leave();
        _first?.Waiters.Fail(WhyNotOpened());
        unserved?.Waiters.Fail(refusal!);
        stopWaiters?.Succeed(true);
        if (successor is null)
            return;
        _supervisor.StopIfClosing(successor);
        successor.Begin();
    }

    /// <summary>What those are told who opened the key and whose child never became findable.</summary>
    private TrackerException WhyNotOpened() =>
        _stopReason == ExitReason.TrackerClosed
            ? new TrackerClosedException(TrackerName, Key)
            : _startFailure ?? new ChildStartException(TrackerName, Key, new OperationCanceledException("The key was stopped while its child was starting."));

    /// <summary>A key whose last announced end promised a restart that did not come has ended all the same, and that is told.</summary>
    private void AnnounceLastEnd()
    {
        if (_lastThatRan is not { Exit.WillRestart: true, Child: { } child } last)
            return;
        ChildExit exit = last.Exit with
        {
            Reason = _stopReason ?? ExitReason.RestartLimit,
            Exception = _current.Exit.Exception,
            EndedAt = Now,
            WillRestart = false,
        };
        _supervisor.Journal.TellEnd(Key, child, exit);
        _settings.Log.Terminated(Key, exit);
    }
}
