using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Children;

namespace GenTracker.Soak.Oracles;

/// <summary>
/// Sees all that happens to one child, runs its script, and reports broken promises: the order of its steps, who else lives under its key, how
/// it ends, and what its attributes hold in the end.
/// </summary>
internal sealed class ChildOracle
{
    private static long _lastId;

    private readonly ScopedService? _scope;
    private readonly long _lastingAtFirst;
    private ProbeChild? _child;
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
    private ProbeChildAttrs? _final;
    private bool _isOver;
    private bool _isAbandoned;
    private bool _isVerified;

    public ChildOracle(ChildScript script, ProbeChild child, ScopedService service)
    {
        Script = script;
        Id = Interlocked.Increment(ref _lastId);
        _child = child;
        _scope = script.Origin == ChildOrigin.Constructor ? service : null;
        if (_scope is not null)
            _scope.Owner = this;
        Ordinal = script.NextIncarnation();
        _lastingAtFirst = script.LastRunning?.Lasting ?? 0;
    }

    public long Id { get; }

    /// <summary>The number of its incarnation by the script, from 0.</summary>
    public int Ordinal { get; }

    public ChildScript Script { get; }

    public ExpectedValues Expected { get; } = new();

    /// <summary>The child; null once it was verified and dropped.</summary>
    public ProbeChild? Child => Volatile.Read(ref _child);

    /// <summary>Whether all that the tracker does with the child has been done.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    public bool IsAbandoned => Volatile.Read(ref _isAbandoned);

    /// <summary>Whether its termination callback was called.</summary>
    public bool HasTerminated => Volatile.Read(ref _afterTerminates) > 0;

    public bool StartSucceeded => Volatile.Read(ref _startSucceeded);

    public bool IsAdopted => Script.Origin == ChildOrigin.Existing;

    /// <summary>What survives a restart: final, once the child has ended.</summary>
    private long Lasting => Child?.Lasting ?? _final!.Value.Lasting;

    private SoakReport Report => Script.Report;

    /// <summary>Whether the tracker lists the child as abandoned. Once seen it stays so.</summary>
    public bool LooksAbandoned()
    {
        if (!IsAbandoned && Script.Tracker.HasAbandoned(this))
        {
            Volatile.Write(ref _isAbandoned, true);
            Script.History.Note(Id, "abandoned");
            Report.Outcomes.Add(Outcome.AbandonedWhileAnotherLived);
        }

        return IsAbandoned;
    }

    public bool IsOverOrAbandoned() => IsOver || LooksAbandoned() || IsOver;

    public void OnConstructing()
    {
        Script.Tracker.Remember(_child!);
        if (IsAdopted)
            return;
        Enter("constructing");
        Report.Totals.Add(Total.Children);
        try
        {
            if (Ordinal > 0)
                OnRestart();
            Script.History.Enter(this);
            Script.OnConstruct(this);
            Leave("constructed");
        }
        catch (Exception)
        {
            Script.ExpectsRestart &= Ordinal > 0;
            Leave("constructor threw");
            if (_scope is null)
                Volatile.Write(ref _isOver, true);
            throw;
        }
    }

    public Task? Start(CancellationToken cancellationToken)
    {
        Enter("starting");
        Expect(!_hasStarted && !IsAdopted, "a child was started twice, or an adopted one was started");
        _hasStarted = true;
        Script.History.CheckAlone(this);
        Script.History.CheckIncarnation(this, _child!.Incarnation);
        if (_child.ReadAttrs() is var values && values != new ProbeChildAttrs { Lasting = _lastingAtFirst, Title = ProbeChild.NoTitle })
            Violation($"a child does not begin with fresh values: {values}, Lasting should be {_lastingAtFirst}");
        ExpectNotFound("a child that is starting");
        return Follow("start", Script.OnStart, failure => Volatile.Write(ref _startSucceeded, failure is null), cancellationToken);
    }

    public Task? Run(CancellationToken stoppingToken)
    {
        Enter("running");
        Expect(_startSucceeded && !_runBegan && !IsAdopted, "a child was run twice, or without a start");
        _runBegan = true;
        Script.LastRunning = this;
        Script.History.CheckAlone(this);
        Task? run = Follow("run", Script.OnRun, OnRunEnded, stoppingToken);
        if (run is null)
            _runReturnedNull = _runEnded = true;
        return run;
    }

    public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        Enter("AfterTerminateAsync", $"{exit.Reason}");
        Expect(Interlocked.Increment(ref _afterTerminates) == 1, "AfterTerminateAsync was called twice");
        Expect(IsAdopted || _startSucceeded, "AfterTerminateAsync was called though the start had not succeeded");
        Expect(
            !_runBegan || Volatile.Read(ref _runEnded) || exit.Reason == ExitReason.Abandoned,
            $"AfterTerminateAsync was called while the run goes on, and the exit says {exit.Reason}");
        Expect(_disposals == 0, "AfterTerminateAsync was called after the disposal");
        Script.History.CheckAlone(this);
        _exit = exit;
        CheckExit(exit);
        CheckPublishedEnd();
        ProbeChildAttrs values = _child!.ReadAttrs();
        _final = values;
        if (Expected.FindLost(values, _lastingAtFirst) is { } lost)
            Violation("AfterTerminateAsync does not see what was reported: " + lost);

        // An abandoned start may succeed when its key has gone on without it.
        if (_runBegan || exit.Reason != ExitReason.Abandoned)
            Script.ExpectsRestart = exit.WillRestart;
        Script.History.FinishByKey(values.ByKey);
        try
        {
            await Script.OnAfterTerminate(this, exit, cancellationToken);
        }
        finally
        {
            Leave("AfterTerminateAsync ended");
            if (IsAdopted)
                Volatile.Write(ref _isOver, true);
        }
    }

    public async Task DisposeAsync()
    {
        Expect(Volatile.Read(ref _inCode) == 0, "a child is disposed while its code runs");
        Enter("disposing");
        Expect(!IsAdopted, "an adopted child was disposed by the tracker");
        Expect(Interlocked.Increment(ref _disposals) == 1, "a child was disposed twice");
        Expect(!_startSucceeded || HasTerminated, "a child was disposed before its AfterTerminateAsync");
        Task<ChildExit> completion = _child!.Completion;
        Expect(completion.IsCompletedSuccessfully, "a child was disposed before its end was published");
        if (completion.IsCompletedSuccessfully && !_startSucceeded)
            OnStartFailed(completion.Result);
        try
        {
            await Script.OnDispose(this);
        }
        finally
        {
            Leave("disposed");
            if (_scope is null)
                Volatile.Write(ref _isOver, true);
        }
    }

    public void OnScopeDisposed()
    {
        Script.History.Note(Id, "scope disposed");
        Expect(!_hasStarted || _disposals == 1, "the child's services were disposed before the child");
        Expect(!IsOver, "the child's services were disposed twice");
        Expect(Volatile.Read(ref _inCode) == 0, "the child's services were disposed while its code runs");
        Volatile.Write(ref _isOver, true);
    }

    /// <summary>Checks the child if it is over and nobody uses it, and drops it. Called under the history's lock.</summary>
    public bool TryVerify()
    {
        if (!IsOver || Expected.HasUsers)
            return false;
        Volatile.Write(ref _isVerified, true);
        ProbeChild child = _child!;
        int owed = _startSucceeded || IsAdopted ? 1 : 0;
        Expect(_afterTerminates == owed, $"AfterTerminateAsync was called {_afterTerminates} times instead of {owed}");
        ProbeChildAttrs values = child.ReadAttrs();
        if (_final is { } final && final != values)
            Violation($"values changed after the seal: {final} in AfterTerminateAsync, {values} now");

        // Whether a child that never started has inherited what survives depends on when a stop overtook it.
        if (Expected.FindWrong(values, _hasStarted || IsAdopted ? _lastingAtFirst : values.Lasting) is { } wrong)
            Violation("the final values are not what was reported: " + wrong);
        if (_exit is { } exit && child.Completion is { IsCompletedSuccessfully: true } completion && completion.Result != exit)
            Violation($"Completion says {completion.Result}, AfterTerminateAsync was told {exit}");
        CheckPublishedEnd();
        Volatile.Write(ref _child, null);
        return true;
    }

    /// <summary>After a write was reported as done: that cannot be once the final values were checked.</summary>
    public void ExpectNotVerified() => Expect(!Volatile.Read(ref _isVerified), "a write was reported as done after the seal");

    /// <summary>Promise 3, after a write was refused or the end was heard of in another way.</summary>
    public void ExpectNotFound(string what) => Expect(!Script.Tracker.Finds(this), what + " is found");

    public void Expect(bool kept, string broken)
    {
        if (!kept)
            Violation(broken);
    }

    public void Violation(string promise) => Report.Violation($"#{Id}: {promise}", Script.History);

    public override string ToString() =>
        $"code running: {_inCode}, start: {(_startSucceeded ? "succeeded" : _hasStarted ? "failed" : "none")}, "
        + $"run: {(_runEnded ? "ended" : _runBegan ? "began" : "none")}, AfterTerminateAsync: {_afterTerminates}, disposals: {_disposals}, over: {IsOver}, "
        + $"users: {Expected.HasUsers}, exit: {_exit?.Reason}, adopted: {IsAdopted}";

    /// <summary>Calls code of the script, and notes how it ends: with null or the failure.</summary>
    private Task? Follow(string name, Func<ChildOracle, CancellationToken, Task?> code, Action<Exception?> onEnded, CancellationToken token)
    {
        Task? task;
        try
        {
            task = code(this, token);
        }
        catch (Exception exception)
        {
            onEnded(exception);
            Leave(name + " threw");
            throw;
        }

        if (task is null)
            Leave(name + " returned null");
        return task is null ? null : FollowAsync();

        async Task FollowAsync()
        {
            try
            {
                await task;
            }
            catch (Exception exception)
            {
                onEnded(exception);
                Leave(name + " failed", exception.GetType().Name);
                throw;
            }

            onEnded(null);
            Leave(name + " ended");
        }
    }

    private void Enter(string step, string? detail = null)
    {
        Script.History.Note(Id, step, detail);
        if (RandomCaller.Context.Value is { } caller)
            Violation($"a child's code runs in the context of {caller}");

        // On a busy machine the pool may be so slow that a rescue thread comes first, at an end.
        bool isOnPool = Thread.CurrentThread.IsThreadPoolThread || Thread.CurrentThread.Name == "GenTracker rescue";
        Expect(SynchronizationContext.Current is null && isOnPool, "a child's code does not run on the pool");
        Interlocked.Increment(ref _inCode);
    }

    private void Leave(string step, string? detail = null)
    {
        Script.History.Note(Id, step, detail);
        Interlocked.Decrement(ref _inCode);
    }

    private void OnRestart()
    {
        Report.Totals.Add(Total.Restarts);
        Report.Outcomes.Add(Script.Restart == RestartPolicy.Permanent ? Outcome.PermanentRestart : Outcome.TransientRestart);
        Expect(Script.Restart != RestartPolicy.Temporary, "a temporary child was restarted");

        // The constructor of an abandoned start may be called when its key has gone on, and ended, without it.
        if (!Script.ExpectsRestart && !LooksAbandoned())
            Violation("a child was restarted whose end had said that it would not be");
    }

    private void OnRunEnded(Exception? failure)
    {
        _runFailure = failure;
        Volatile.Write(ref _runEnded, true);
    }

    private void OnStartFailed(in ChildExit exit)
    {
        Report.Totals.Add(Total.FailedStarts);
        Report.Outcomes.Add(OutcomeOf(exit.Reason));
        if (exit.Reason is not (ExitReason.StartFailed or ExitReason.Abandoned or ExitReason.RestartLimit))
            Violation($"the start failed, and the exit says {exit.Reason}");
        Expect(!exit.WillRestart || Ordinal > 0 || exit.Restarts > 0, "a failed first start is retried");
        if (exit.WillRestart)
            Report.Outcomes.Add(Outcome.StartFailedInRestart);
        if (exit.Reason != ExitReason.Abandoned)
            Script.ExpectsRestart = exit.WillRestart;
    }

    private void CheckExit(in ChildExit exit)
    {
        Report.Outcomes.Add(OutcomeOf(exit.Reason));
        if (exit.Reason == ExitReason.Abandoned)
            Report.Totals.Add(Total.Abandoned);
        if (!_runBegan && !IsAdopted && exit.Reason is ExitReason.StartFailed or ExitReason.Abandoned)
            Report.Outcomes.Add(Outcome.StartSucceededTooLate);
        bool mustRestart = !IsAdopted && exit.Reason switch
        {
            ExitReason.Completed => Script.Restart == RestartPolicy.Permanent,
            ExitReason.Failed => Script.Restart != RestartPolicy.Temporary,
            ExitReason.StartFailed => exit.Restarts > 0,
            ExitReason.Abandoned => exit.WillRestart && exit.Restarts > 0 && !_runBegan,
            _ => false,
        };
        Expect(exit.WillRestart == mustRestart, $"{exit.Reason} under {Script.Restart} and WillRestart is {exit.WillRestart}");
        if (exit.EndedAt < exit.StartedAt || exit.Restarts < Ordinal || exit.Incarnation != _child!.Incarnation)
            Violation($"an exit that cannot be: {exit}, of a child restarted {Ordinal} times, incarnation {_child!.Incarnation}");
        if (!IsAdopted && exit.Reason == ExitReason.Completed && (!_runEnded || _runFailure is not null || exit.Exception is not null))
            Violation($"Completed, and the run threw {_runFailure}, the exit {exit.Exception}");
        if (!IsAdopted && exit.Reason == ExitReason.Failed && !_runReturnedNull && (_runFailure is null || !ReferenceEquals(_runFailure, exit.Exception)))
            Violation($"Failed with {exit.Exception}, and the run threw {_runFailure}");
    }

    /// <summary>Promises 3 and 4: a child whose end is published is not found and takes no writes.</summary>
    private void CheckPublishedEnd()
    {
        ProbeChild child = _child!;
        Expect(child.Completion.IsCompleted || !(HasTerminated || _hasStarted), "Completion is pending after the end");
        ExpectNotFound("a child that has ended");
        if (!HasTerminated)
            return;
        Expect(!child.TryIncrementCount(1, out _) && !child.TryIncrementTotal(1) && !child.TryIncrementBusy(1, out _), "a child that has ended takes counts");
        try
        {
            child.Title = "late";
            Violation("a child that has ended takes writes");
        }
        catch (ChildTerminatedException)
        {
        }

        Expect(!child.TryRetireAtBusy(child.Busy), "a child that has ended retires");
        Expect((Id & 15) != 0 || !Script.Tracker.Enumerates(this), "a child that has ended is enumerated");
    }

    private static Outcome OutcomeOf(ExitReason reason) => Enum.Parse<Outcome>($"Exit{reason}");
}
