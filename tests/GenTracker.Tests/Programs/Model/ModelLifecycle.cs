using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Tests.Programs.Model;

/// <summary>The lifecycle of a key, as the documentation describes it.</summary>
internal sealed class ModelLifecycle(ModelTracker tracker, string key, ModelPendingOpen? first)
{
    private readonly List<TimeSpan> _restartTimes = [];
    private readonly List<(ModelCall Call, string Answer)> _waitingForEnd = [];
    private ModelPendingOpen? _next;
    private ModelChild _child = null!;
    private ModelChild? _lastRunning;
    private ModelStep? _step;
    private ModelStep? _adoptedRun;
    private ModelExit? _lastExit;
    private ExitReason? _stop;
    private string? _startFailure;
    private Action _cancelDelay = static () => { };
    private TimeSpan _startedAt;
    private TimeSpan _endedAt;
    private TimeSpan? _runningSince;
    private int _restarts;
    private int _consecutiveFailures;
    private bool _isAnnounced;
    private bool _isForced;
    private bool _isOver;

    public string Key => key;

    public ChildState State { get; private set; }

    /// <summary>The child, if it can be found.</summary>
    public ModelChild? Running => State == ChildState.Running ? _child : null;

    /// <summary>The child that readers who come now are told of as present.</summary>
    public ModelChild? Present => _isAnnounced ? _child : null;

    /// <summary>In whose name children of the key hold unique values: an object that takes the key over shares them with the child before it.</summary>
    public object Holder => IsAdopted ? _child.Holder! : this;

    private bool IsAdopted => first is null;

    private ChildScript Script => _child.Script;

    public override string ToString() =>
        $"{key} is {State}: {_child.Name}, restarts {_restarts}, last exit {(_lastExit is { } exit ? exit.Reason.ToString() : "none")}";

    public void Start()
    {
        State = ChildState.Starting;
        _startedAt = tracker.Clock.Now;
        _runningSince = null;
        _child = tracker.Make(key, first!.Script!);
        _child.Lasting = _lastRunning?.Lasting ?? 0;
        _child.Badge = _lastRunning?.Badge;
        _child.Holder = this;
        Enter("start", Script.Start, ModelOptions.StartTimeout, OnStarted);
    }

    public void StartAdopted(ModelChild child)
    {
        _child = child;
        Publish(new ModelStep(child.Script.Run == Behavior.IgnoresToken ? Behavior.IgnoresToken : Behavior.CompletesOnToken, tracker.Clock, OnRan));
    }

    public void Join(ModelCall call, ChildScript script)
    {
        if (Running is { } running)
            call.Say(running.Name);
        else if (tracker.IsClosing)
            call.Say("closed");
        else if (State == ChildState.Starting && !IsAdopted && _restarts == 0)
            first!.Waiting.Add(call);
        else
            Wait(call, script);
    }

    /// <summary>Stops the child, and gives the key to the caller when it is free, unless another one comes.</summary>
    public void Replace(ModelReplacement replacement)
    {
        if (tracker.IsClosing)
        {
            replacement.Call.Say("closed");
            return;
        }

        _next ??= new ModelPendingOpen();
        _next.Replacement?.Call.Say("superseded");
        _next.Replacement = replacement;
        Stop(ExitReason.Stopped)();
    }

    /// <summary>Whether this is the present child, in any state but the delay before a restart.</summary>
    public bool Has(ModelChild child) => _child == child && State != ChildState.Restarting;

    /// <summary>Answers when the key is free.</summary>
    public void WaitForEnd(ModelCall call, string answer)
    {
        if (_isOver)
            call.Say(answer);
        else
            _waitingForEnd.Add((call, answer));
    }

    /// <summary>The owner of an adopted child ends it.</summary>
    public void Release() => _adoptedRun!.End(null);

    /// <summary>Stops the lifecycle: its child is hidden at once. The rest is returned, to run when all children that stop together are hidden.</summary>
    public Action Stop(ExitReason reason)
    {
        bool isLate = _stop is not null;
        _stop ??= reason;
        if (isLate || State == ChildState.Terminating)
            return static () => { };
        if (State == ChildState.Restarting)
        {
            _cancelDelay();
            return Free;
        }

        TimeSpan rest = ModelOptions.StartTimeout - (tracker.Clock.Now - _startedAt);
        TimeSpan timeout = State == ChildState.Starting && rest < ModelOptions.StopTimeout ? rest : ModelOptions.StopTimeout;
        State = ChildState.Terminating;
        return () => Interrupt(timeout);
    }

    /// <summary>Ends the lifecycle if this is its present child, and nothing has ended it yet.</summary>
    public bool TryRetire(ModelChild child)
    {
        if (child != _child || State is not (ChildState.Starting or ChildState.Running) || _stop is not null)
            return false;
        Stop(ExitReason.Retired)();
        return true;
    }

    /// <summary>Allows no further time.</summary>
    public void ForceStop()
    {
        _isForced = true;
        Interrupt(TimeSpan.Zero);
    }

    private void Wait(ModelCall call, ChildScript script)
    {
        _next ??= new ModelPendingOpen();
        _next.Script ??= script;
        _next.Waiting.Add(call);
    }

    private void Interrupt(TimeSpan timeout)
    {
        ModelStep? step = _step;
        step?.CancelToken();
        step?.SetTimeout(_isForced ? TimeSpan.Zero : timeout);
    }

    private void Enter(string words, Behavior behavior, TimeSpan? timeout, Action<ModelStep> settled)
    {
        var step = new ModelStep(behavior, tracker.Clock, settled);
        _step = step;
        _child.Enter(words, step);
        step.Start();
        if (_isForced)
            step.SetTimeout(TimeSpan.Zero);
        else if (timeout is { } some)
            step.SetTimeout(some);
    }

    private void OnStarted(ModelStep start)
    {
        _step = null;
        if (start.IsGivenUp || start.Failure is not null)
            EndFailedStart(start);
        else if (start.HasExpired && _stop is null)
            End(run: null, tookTooLong: true);
        else if (_stop is not null)
            End(run: null, tookTooLong: false);
        else
            Publish(run: null);
    }

    private void Publish(ModelStep? run)
    {
        State = ChildState.Running;
        _runningSince = tracker.Clock.Now;
        _lastRunning?.HasReleased = true;
        _lastRunning = _child;
        _isAnnounced = true;
        tracker.Tell(key, $"{(_restarts > 0 ? ChildEventKind.Restarted : ChildEventKind.Started)} {_child.Name}");
        tracker.CheckSettled();
        if (_restarts == 0)
            first?.Say(_child.Name);
        _next?.Say(_child.Name);
        _next = null;
        tracker.CheckWaits();
        if (run is not null)
            _step = _adoptedRun = run;
        else
            Enter("run", Script.Run, timeout: null, OnRan);
    }

    private void OnRan(ModelStep run) => End(run, tookTooLong: false);

    private void EndFailedStart(ModelStep start)
    {
        State = ChildState.Terminating;
        ModelExit exit = MakeExit(start.IsGivenUp ? ExitReason.Abandoned : ExitReason.StartFailed, _stop is null && _restarts > 0);
        if (_restarts == 0)
            _startFailure = _stop is not null ? "stopped" : start.HasExpired ? "took too long" : start.Failure;
        EndChild(exit);
        if (start.IsGivenUp)
            LeaveBehindAtStart(start, exit);
        else
            _child.Steps.Add("dispose");
        GoOn(exit);
    }

    /// <summary>Seals the child. What survives is held for the next incarnation, if this one has run.</summary>
    private void EndChild(ModelExit exit)
    {
        _child.End(exit);
        _child.HasReleased = !exit.WillRestart || _child != _lastRunning;
    }

    private void LeaveBehindAtStart(ModelStep start, ModelExit exit)
    {
        ModelChild child = _child;
        ModelAbandoned abandoned = tracker.Abandon(key, child, _restarts);
        start.WhenReallyEnded = () =>
        {
            if (start.Failure is not null)
            {
                BuryAbandoned();
                return;
            }

            var after = new ModelStep(child.Script.End, tracker.Clock, step =>
            {
                if (step.IsGivenUp)
                    step.WhenReallyEnded = BuryAbandoned;
                else
                    BuryAbandoned();
            });
            child.Enter(DescribeCallback(child, exit), after);
            after.Start();
            after.SetTimeout(ModelOptions.EndTimeout);
        };

        void BuryAbandoned()
        {
            child.Steps.Add("dispose");
            tracker.Bury(abandoned);
        }
    }

    private void End(ModelStep? run, bool tookTooLong)
    {
        State = ChildState.Terminating;
        bool isGivenUp = run is { IsGivenUp: true };
        bool hasFailed = !isGivenUp && run?.Failure is not null;
        bool restarts = _stop is null && !IsAdopted
            && (tookTooLong ? _restarts > 0 : Script.Restart == RestartPolicy.Permanent || (Script.Restart == RestartPolicy.Transient && hasFailed));
        ExitReason reason = isGivenUp ? ExitReason.Abandoned
            : _stop ?? (tookTooLong ? ExitReason.StartFailed : hasFailed ? ExitReason.Failed : ExitReason.Completed);
        ModelExit exit = MakeExit(reason, restarts);
        EndChild(exit);
        if (_isAnnounced)
            tracker.Tell(key, $"{ChildEventKind.Terminated} {_child.Name} {exit}");
        _isAnnounced = false;
        if (tookTooLong && _restarts == 0)
            _startFailure = "took too long";
        Enter(DescribeCallback(_child, exit), Script.End, ModelOptions.EndTimeout, after =>
        {
            if (isGivenUp && !run!.HasEnded)
                LeaveBehind(after.IsGivenUp ? [run, after] : [run]);
            else if (after.IsGivenUp)
                LeaveBehind([after]);
            else if (!IsAdopted)
                _child.Steps.Add("dispose");
            GoOn(exit);
        });
    }

    private void LeaveBehind(ModelStep[] left)
    {
        ModelChild child = _child;
        ModelAbandoned abandoned = tracker.Abandon(key, child, _restarts);
        foreach (ModelStep step in left)
            step.WhenReallyEnded = BuryWhenAllHaveEnded;

        void BuryWhenAllHaveEnded()
        {
            if (!left.All(static step => step.HasEnded))
                return;
            if (!IsAdopted)
                child.Steps.Add("dispose");
            tracker.Bury(abandoned);
        }
    }

    private ModelExit MakeExit(ExitReason reason, bool restarts)
    {
        if (restarts)
        {
            _restartTimes.RemoveAll(time => tracker.Clock.Now - time >= ModelOptions.RestartWindow);
            restarts = _restartTimes.Count < ModelOptions.MaxRestarts;
            if (restarts)
                _restartTimes.Add(tracker.Clock.Now);
            else
                reason = ExitReason.RestartLimit;
        }

        _endedAt = tracker.Clock.Now;
        return _lastExit = new ModelExit(reason, restarts);
    }

    private void GoOn(ModelExit exit)
    {
        if (!exit.WillRestart || _stop is not null)
        {
            Free();
            return;
        }

        if (_runningSince is { } since && _endedAt - since >= ModelOptions.Backoff.ResetAfter)
            _consecutiveFailures = 0;
        TimeSpan delay = ModelOptions.Backoff.Initial * Math.Pow(ModelOptions.Backoff.Factor, _consecutiveFailures++);
        State = ChildState.Restarting;
        _cancelDelay = tracker.Clock.Set(delay < ModelOptions.Backoff.Max ? delay : ModelOptions.Backoff.Max, () =>
        {
            _restarts++;
            Start();
        });
    }

    private void Free()
    {
        if (_lastRunning is { Exit.WillRestart: true } last)
            tracker.Tell(key, $"{ChildEventKind.Terminated} {last.Name} {_stop ?? ExitReason.RestartLimit}");
        _lastRunning?.HasReleased = true;
        _isOver = true;
        string? refusal = _next is null ? null : tracker.Refuse(othersLeaving: 1);
        if (refusal is null && _next is { Replacement.IsWithdrawn: true })
            _next.Replacement = null;
        ModelReplacement? replacement = _next?.Replacement;
        ModelLifecycle? successor = refusal is null ? CreateSuccessor(replacement) : null;
        tracker.Replace(this, successor);
        first?.Say(
            _stop == ExitReason.TrackerClosed ? "closed"
            : replacement is not null && _startFailure is null or "stopped" ? "superseded"
            : _startFailure ?? "stopped");
        if (refusal is not null)
        {
            _next!.Say(refusal);
            replacement?.Call.Say(refusal);
        }

        foreach ((ModelCall call, string answer) in _waitingForEnd)
            call.Say(answer);
        if (successor is null)
            return;
        if (replacement?.Adopted is { } adopted)
            tracker.StartAdopted(successor, adopted, replacement.Call, _next!);
        else
            successor.Start();
    }

    private ModelLifecycle? CreateSuccessor(ModelReplacement? replacement)
    {
        if (replacement?.Adopted is not null)
            return new ModelLifecycle(tracker, key, first: null);
        if (replacement is not null)
        {
            _next!.Script = replacement.Script;
            _next.Waiting.Add(replacement.Call);
        }

        return _next?.Script is null ? null : new ModelLifecycle(tracker, key, _next);
    }

    private static string DescribeCallback(ModelChild child, ModelExit exit) => $"after {exit} {child.Count} {child.Seats} {child.Lasting}";
}
