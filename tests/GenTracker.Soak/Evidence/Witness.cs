using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Children;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Evidence;

/// <summary>
/// Sees everything that happens to one child object, and says so where a promise is broken: the order of its steps, who else lives under
/// its key, how it ended, and what its attributes hold in the end.
/// </summary>
internal sealed class Witness
{
    private static long _lastId;

    private readonly Belongings? _belongings;
    private readonly int _ordinal;
    private readonly long _lastingAtFirst;
    private IPlayer? _player;
    private int _inCode;
    private int _afterTerminates;
    private int _disposals;
    private bool _hasStarted;
    private bool _startSucceeded;
    private bool _runBegan;
    private bool _runEnded;
    private bool _runReturnedNull;
    private Exception? _runFailure;
    private ChildExit? _exit;
    private Snapshot? _final;
    private bool _isOver;
    private bool _isGivenUp;
    private bool _isVerified;

    public Witness(Plot plot, IPlayer player, Belongings? belongings)
    {
        Plot = plot;
        Id = Interlocked.Increment(ref _lastId);
        _player = player;
        _belongings = plot.IsAdopted ? null : belongings;
        _belongings?.BelongTo(this);
        _ordinal = plot.NextIncarnation();
        _lastingAtFirst = plot.LastThatRan?.Lasting ?? 0;
    }

    public long Id { get; }

    public Plot Plot { get; }

    public Tallies Tallies { get; } = new();

    /// <summary>The child; null once it was checked and dropped.</summary>
    public IPlayer? Player => Volatile.Read(ref _player);

    /// <summary>Whether all that the tracker does with the child has been done.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    public bool IsGivenUp => Volatile.Read(ref _isGivenUp);

    /// <summary>Whether the child's end was published to its own code.</summary>
    public bool HasTerminated => Volatile.Read(ref _afterTerminates) > 0;

    public bool StartSucceeded => Volatile.Read(ref _startSucceeded);

    /// <summary>What survives a restart: final, once the child has ended.</summary>
    private long Lasting => Player?.Lasting ?? _final!.Value.Lasting;

    private Findings Findings => Plot.Findings;

    /// <summary>Whether the tracker lists the child as given up. Once seen it stays so.</summary>
    public bool LookWhetherGivenUp()
    {
        if (!IsGivenUp && Plot.Arena.HasAbandoned(this))
        {
            Volatile.Write(ref _isGivenUp, true);
            Plot.Book.Note(Id, Step.GivenUp);
            Findings.Hit(Situation.GivenUpWhileAnotherLived);
        }

        return IsGivenUp;
    }

    public void Construct()
    {
        Plot.Arena.Remember(_player!);
        if (Plot.IsAdopted)
            return;
        Enter(Step.Constructing);
        Findings.Add(Total.Children);
        try
        {
            if (_ordinal > 0)
                OnRestart();
            Plot.Book.Enter(this);
            Plot.OnConstruct(this);
            Leave(Step.Constructed);
        }
        catch (Exception)
        {
            Plot.ExpectsRestart &= _ordinal > 0;
            Leave(Step.ConstructorThrew);
            if (_belongings is null)
                Volatile.Write(ref _isOver, true);
            throw;
        }
    }

    public Task? Start(CancellationToken cancellationToken)
    {
        IPlayer player = _player!;
        Enter(Step.Starting);
        if (_hasStarted || Plot.IsAdopted)
            Violation(Plot.IsAdopted ? "an adopted child was started" : "a child was started twice");
        _hasStarted = true;
        Plot.Book.CheckAlone(this);
        Plot.Book.CheckIncarnation(this, player.Incarnation);
        if (Snapshot.Of(player) is var values && values != Snapshot.Fresh(_lastingAtFirst))
            Violation($"a child does not begin with fresh values: {values}, Lasting should be {_lastingAtFirst}");
        CheckNotFound("a child that is starting");
        return Follow(Plot.OnStart, () => Volatile.Write(ref _startSucceeded, true), Step.Started, static _ => { }, Step.StartFailed, cancellationToken);
    }

    public Task? Run(CancellationToken stoppingToken)
    {
        Enter(Step.Running);
        if (!_startSucceeded || _runBegan || Plot.IsAdopted)
            Violation("a child was run twice, or without a start");
        _runBegan = true;
        Plot.LastThatRan = this;
        Plot.Book.CheckAlone(this);
        Task? run = Follow(Plot.OnRun, () => Volatile.Write(ref _runEnded, true), Step.Ran, OnRunFailed, Step.RunFailed, stoppingToken);
        if (run is null)
            _runReturnedNull = _runEnded = true;
        return run;
    }

    public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        Enter(Step.AfterTerminate, exit.Reason);
        if (Interlocked.Increment(ref _afterTerminates) != 1)
            Violation("AfterTerminateAsync was called twice");
        if (!Plot.IsAdopted && !_startSucceeded)
            Violation("AfterTerminateAsync was called though the start had not succeeded");
        if (_runBegan && !Volatile.Read(ref _runEnded) && exit.Reason != ExitReason.Abandoned)
            Violation($"AfterTerminateAsync was called while the run goes on, and the exit says {exit.Reason}");
        if (_disposals > 0)
            Violation("AfterTerminateAsync was called after the disposal");
        Plot.Book.CheckAlone(this);
        _exit = exit;
        CheckExit(exit);
        CheckPublishedEnd();
        Snapshot values = Snapshot.Of(_player!);
        _final = values;
        if (Tallies.FindLost(values, _lastingAtFirst) is { } lost)
            Violation("AfterTerminateAsync does not see what was reported: " + lost);

        // A start that was given up may succeed when its key has gone on without it.
        if (_runBegan || exit.Reason != ExitReason.Abandoned)
            Plot.ExpectsRestart = exit.WillRestart;
        Plot.Book.FinishByKey(values.ByKey);
        try
        {
            await Plot.OnAfterTerminate(this, exit, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(Step.AfterTerminateEnded);
            if (Plot.IsAdopted)
                Volatile.Write(ref _isOver, true);
        }
    }

    public async Task DisposeAsync()
    {
        if (Volatile.Read(ref _inCode) != 0)
            Violation("a child is disposed while its code runs");
        Enter(Step.Disposing);
        if (Plot.IsAdopted)
            Violation("an adopted child was disposed by the tracker");
        if (Interlocked.Increment(ref _disposals) != 1)
            Violation("a child was disposed twice");
        if (_startSucceeded && !HasTerminated)
            Violation("a child was disposed before its AfterTerminateAsync");
        Task<ChildExit> completion = _player!.Completion;
        if (!completion.IsCompletedSuccessfully)
            Violation("a child was disposed before its end was published");
        else if (!_startSucceeded)
            OnStartFailed(completion.Result);
        try
        {
            await Plot.OnDispose(this).ConfigureAwait(false);
        }
        finally
        {
            Leave(Step.Disposed);
            if (_belongings is null)
                Volatile.Write(ref _isOver, true);
        }
    }

    public void OnScopeDisposed()
    {
        Plot.Book.Note(Id, Step.ScopeDisposed);
        if (_hasStarted && _disposals != 1)
            Violation("the child's services were disposed before the child");
        if (IsOver)
            Violation("the child's services were disposed twice");
        if (Volatile.Read(ref _inCode) != 0)
            Violation("the child's services were disposed while its code runs");
        Volatile.Write(ref _isOver, true);
    }

    /// <summary>Checks the child where it is over and nobody uses it any more, and lets it go. Called under the book's lock.</summary>
    public bool TryVerify()
    {
        if (!IsOver || Tallies.HasUsers)
            return false;
        Volatile.Write(ref _isVerified, true);
        IPlayer player = _player!;
        int owed = _startSucceeded || Plot.IsAdopted ? 1 : 0;
        if (_afterTerminates != owed)
            Violation($"AfterTerminateAsync was called {_afterTerminates} times instead of {owed}");
        Snapshot values = Snapshot.Of(player);
        if (_final is { } final && final != values)
            Violation($"values changed after the seal: {final} in AfterTerminateAsync, {values} now");

        // Whether a child that was never started has taken over what survives depends on when it was overtaken.
        if (Tallies.FindWrong(values, _hasStarted || Plot.IsAdopted ? _lastingAtFirst : values.Lasting) is { } wrong)
            Violation("the final values are not what was reported: " + wrong);
        if (_exit is { } exit && player.Completion is { IsCompletedSuccessfully: true } completion && completion.Result != exit)
            Violation($"Completion says {completion.Result}, AfterTerminateAsync was told {exit}");
        CheckPublishedEnd();
        Volatile.Write(ref _player, null);
        return true;
    }

    /// <summary>After a write was reported as done: that cannot be once the final values were checked.</summary>
    public void CheckNotVerified()
    {
        if (Volatile.Read(ref _isVerified))
            Violation("a write was reported as done after the seal");
    }

    /// <summary>After a write was refused, or the end was heard of in another way: promise 3.</summary>
    public void CheckNotFound(string what)
    {
        if (Plot.Arena.Finds(this))
            Violation(what + " is found");
    }

    public void Violation(string promise) => Findings.Violation($"#{Id}: {promise}", Plot.Book);

    public override string ToString() =>
        $"code running: {_inCode}, start: {(_startSucceeded ? "succeeded" : _hasStarted ? "failed" : "none")}, run: {(_runEnded ? "ended" : _runBegan ? "began" : "none")}, "
        + $"AfterTerminateAsync: {_afterTerminates}, disposals: {_disposals}, over: {IsOver}, users: {Tallies.HasUsers}, exit: {_exit?.Reason}, adopted: {Plot.IsAdopted}";

    private Task? Follow(
        Func<Witness, CancellationToken, Task?> code, Action succeeded, Step success, Action<Exception> failed, Step failure, CancellationToken token)
    {
        Task? task;
        try
        {
            task = code(this, token);
        }
        catch (Exception exception)
        {
            failed(exception);
            Leave(failure);
            throw;
        }

        if (task is null)
        {
            Leave(failure, "null");
            return null;
        }

        return FollowAsync(task);

        async Task FollowAsync(Task task)
        {
            try
            {
                await task.ConfigureAwait(false);
                succeeded();
                Leave(success);
            }
            catch (Exception exception)
            {
                failed(exception);
                Leave(failure, exception.GetType().Name);
                throw;
            }
        }
    }

    private void Enter(Step step, ExitReason? reason = null)
    {
        Plot.Book.Note(Id, step, reason is { } known ? known.ToString() : null);
        if (Ambient.Caller is { } caller)
            Violation($"a child's code runs in the context of {caller}");
        if (SynchronizationContext.Current is not null || !Thread.CurrentThread.IsThreadPoolThread)
            Violation("a child's code does not run on the pool");
        Interlocked.Increment(ref _inCode);
    }

    private void Leave(Step step, string? detail = null)
    {
        Plot.Book.Note(Id, step, detail);
        Interlocked.Decrement(ref _inCode);
    }

    private void OnRestart()
    {
        Findings.Add(Total.Restarts);
        Findings.Hit(Plot.Restart == RestartPolicy.Permanent ? Situation.PermanentRestart : Situation.TransientRestart);
        if (Plot.Restart == RestartPolicy.Temporary)
            Violation("a temporary child was restarted");

        // A constructor that was held up until it was given up comes here when its key may have gone on, and ended, without it.
        if (!Plot.ExpectsRestart && !LookWhetherGivenUp())
            Violation("a child was restarted whose end had said that it would not be");
    }

    private void OnRunFailed(Exception exception)
    {
        _runFailure = exception;
        Volatile.Write(ref _runEnded, true);
    }

    private void OnStartFailed(in ChildExit exit)
    {
        Findings.Add(Total.FailedStarts);
        if (exit.Reason is not (ExitReason.StartFailed or ExitReason.Abandoned or ExitReason.RestartLimit))
            Violation($"the start failed, and the exit says {exit.Reason}");
        if (exit.WillRestart && _ordinal == 0 && exit.Restarts == 0)
            Violation("a failed first start is retried");
        if (exit.WillRestart)
            Findings.Hit(Situation.StartFailedInRestart);
        if (exit.Reason != ExitReason.Abandoned)
            Plot.ExpectsRestart = exit.WillRestart;
        Findings.Hit(ExitSituation(exit.Reason));
    }

    private void CheckExit(in ChildExit exit)
    {
        Findings.Hit(ExitSituation(exit.Reason));
        if (exit.Reason == ExitReason.Abandoned)
            Findings.Add(Total.Abandoned);
        if (!_runBegan && !Plot.IsAdopted && exit.Reason is ExitReason.StartFailed or ExitReason.Abandoned)
            Findings.Hit(Situation.StartSucceededTooLate);
        bool shallRestart = exit.Reason switch
        {
            ExitReason.Completed => Plot.Restart == RestartPolicy.Permanent,
            ExitReason.Failed => Plot.Restart != RestartPolicy.Temporary,
            ExitReason.StartFailed => exit.Restarts > 0,
            ExitReason.Abandoned => exit.WillRestart && exit.Restarts > 0 && !_runBegan,
            _ => false,
        };
        if (exit.WillRestart != (shallRestart && !Plot.IsAdopted))
            Violation($"{exit.Reason} under {Plot.Restart} and WillRestart is {exit.WillRestart}");
        if (exit.EndedAt < exit.StartedAt || exit.Restarts < _ordinal || exit.Incarnation != _player!.Incarnation)
            Violation($"an exit that cannot be: {exit}, of a child restarted {_ordinal} times, incarnation {_player!.Incarnation}");
        if (Plot.IsAdopted)
            return;
        if (exit.Reason == ExitReason.Completed && (!_runEnded || _runFailure is not null || exit.Exception is not null))
            Violation($"Completed, and the run threw {_runFailure}, the exit {exit.Exception}");
        if (exit.Reason == ExitReason.Failed && !_runReturnedNull && (_runFailure is null || !ReferenceEquals(_runFailure, exit.Exception)))
            Violation($"Failed with {exit.Exception}, and the run threw {_runFailure}");
    }

    /// <summary>Promises 3 and 4: whose end is published is not found, and takes no writes.</summary>
    private void CheckPublishedEnd()
    {
        IPlayer player = _player!;
        if (!player.Completion.IsCompleted && (HasTerminated || _hasStarted))
            Violation("Completion is pending after the end");
        CheckNotFound("a child that has ended");
        if (!HasTerminated)
            return;
        if (player.TryIncrementCount(1, out _) || player.TryIncrementTotal(1) || player.TryIncrementBusy(1, out _))
            Violation("a child that has ended takes counts");
        try
        {
            player.Title = "late";
            Violation("a child that has ended takes writes");
        }
        catch (ChildTerminatedException)
        {
        }

        if (player.TryRetireAtBusy(player.Busy))
            Violation("a child that has ended retires");
        if ((Id & 15) == 0 && Plot.Arena.Enumerates(this))
            Violation("a child that has ended is enumerated");
    }

    private static Situation ExitSituation(ExitReason reason) => reason switch
    {
        ExitReason.Completed => Situation.ExitCompleted,
        ExitReason.Failed => Situation.ExitFailed,
        ExitReason.Stopped => Situation.ExitStopped,
        ExitReason.Retired => Situation.ExitRetired,
        ExitReason.TrackerClosed => Situation.ExitTrackerClosed,
        ExitReason.StartFailed => Situation.ExitStartFailed,
        ExitReason.RestartLimit => Situation.ExitRestartLimit,
        _ => Situation.ExitAbandoned,
    };
}
