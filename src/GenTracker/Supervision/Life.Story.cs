using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Runtime;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <content>The story of a life: its incarnations one after the other, and its end.</content>
internal sealed partial class Life<TKey, TChild>
{
    private RestartTally? _tally;
    private Incarnation<TChild>? _lastThatRan;
    private ChildStartException? _startFailure;

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
            {
                return _phase.Enter(
                    ActivityKind.Starting,
                    () => ChildStart.RunAsync(this, _first!.Spec, incarnation, _lastThatRan?.Child, _settings),
                    incarnation.Stopping,
                    _settings.StartTimeout);
            }
        }

        // A stop came before the start could begin: none of the child's code runs.
        var overtaken = new Phase(_settings.Dispatcher);
        overtaken.TryEnd(failure: null);
        return overtaken;
    }

    private ChildCode EnterEnding(ActivityKind kind, Func<Task> code, CancellationTokenSource token)
    {
        lock (Gate)
            return _phase.Enter(kind, code, token, _settings.AfterTerminateTimeout);
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
                _phase.Leave();
                return null;
            }

            if (adoptedRun is null)
            {
                var openable = (ITrackedChild)child;
                run = _phase.Enter(ActivityKind.Running, () => openable.RunAsync(incarnation.Stopping.Token), incarnation.Stopping, Timeout.InfiniteTimeSpan);
            }
            else
            {
                run = adoptedRun;
                _phase.Track(run, incarnation.Stopping, Timeout.InfiniteTimeSpan);
            }

            if (_stopReason is not null)
            {
                // An adopted child runs already, so it is stopped like one, though it was never findable.
                _phase.Interrupt(_stopTimeout);
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
            _phase.Leave();
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
            _phase.Leave();
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
                _supervisor.Table.TryReplace(successor, this);
            }
            else
            {
                _supervisor.Table.TryRemove(this);
            }

            _isOver = true;
            stopWaiters = _stopWaiters;

            // Whoever keeps an ended child keeps its life, which must not keep all the lives that came after it.
            _next = null;
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
