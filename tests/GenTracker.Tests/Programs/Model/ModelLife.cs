using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Tests.Programs.Model;

/// <summary>One life of a key, told as the documentation tells it.</summary>
internal sealed class ModelLife(ModelTracker tracker, string key, ModelOpening? first)
{
    private readonly List<TimeSpan> _restartTimes = [];
    private readonly List<(ModelCall Call, string Answer)> _waitingForEnd = [];
    private ModelOpening? _next;
    private ModelChild _child = null!;
    private ModelChild? _lastThatRan;
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
    private int _failuresInARow;
    private bool _isTold;
    private bool _isPressed;
    private bool _isOver;

    public string Key => key;

    public ChildState State { get; private set; }

    /// <summary>The child, if it can be found.</summary>
    public ModelChild? Running => State == ChildState.Running ? _child : null;

    /// <summary>The child that readers who come now are told of as present.</summary>
    public ModelChild? Present => _isTold ? _child : null;

    private bool IsAdopted => first is null;

    private Plan Plan => _child.Plan;

    public override string ToString() => $"{key} is {State}: {_child.Name}, restarts {_restarts}, last exit {(_lastExit is { } exit ? exit.Reason.ToString() : "none")}";

    public void Begin()
    {
        State = ChildState.Starting;
        _startedAt = tracker.Clock.Now;
        _runningSince = null;
        _child = tracker.Make(key, first!.Plan);
        _child.Lasting = _lastThatRan?.Lasting ?? 0;
        Enter("start", Plan.Start, Rules.StartTimeout, OnStarted);
    }

    public void BeginAdopted(ModelChild child)
    {
        _child = child;
        Publish(new ModelStep(child.Plan.Run == Manner.Deaf ? Manner.Deaf : Manner.Yields, tracker.Clock, OnRan));
    }

    public void Join(ModelCall call, Plan plan)
    {
        if (Running is { } running)
            call.Say(running.Name);
        else if (tracker.IsClosing)
            call.Say("closed");
        else if (State == ChildState.Starting && !IsAdopted && _restarts == 0)
            first!.Waiting.Add(call);
        else
            (_next ??= new ModelOpening(plan)).Waiting.Add(call);
    }

    /// <summary>The answer is given when the key is free.</summary>
    public void WaitForEnd(ModelCall call, string answer)
    {
        if (_isOver)
            call.Say(answer);
        else
            _waitingForEnd.Add((call, answer));
    }

    /// <summary>The owner of an adopted child says that it has ended.</summary>
    public void Release() => _adoptedRun!.End(null);

    /// <summary>Tells the life to end: its child is hidden at once. What comes of it is returned, to be done when all that are stopped together are hidden.</summary>
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

        TimeSpan rest = Rules.StartTimeout - (tracker.Clock.Now - _startedAt);
        TimeSpan timeout = State == ChildState.Starting && rest < Rules.StopTimeout ? rest : Rules.StopTimeout;
        State = ChildState.Terminating;
        return () => Interrupt(timeout);
    }

    /// <summary>Ends all grace.</summary>
    public void Press()
    {
        _isPressed = true;
        Interrupt(TimeSpan.Zero);
    }

    private void Interrupt(TimeSpan timeout)
    {
        ModelStep? step = _step;
        step?.FireToken();
        step?.SetBudget(_isPressed ? TimeSpan.Zero : timeout);
    }

    private void Enter(string words, Manner manner, TimeSpan? timeout, Action<ModelStep> settled)
    {
        var step = new ModelStep(manner, tracker.Clock, settled);
        _step = step;
        _child.Enter(words, step);
        step.Begin();
        if (_isPressed)
            step.SetBudget(TimeSpan.Zero);
        else if (timeout is { } some)
            step.SetBudget(some);
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
        _lastThatRan = _child;
        _isTold = true;
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
            Enter("run", Plan.Run, timeout: null, OnRan);
    }

    private void OnRan(ModelStep run) => End(run, tookTooLong: false);

    private void EndFailedStart(ModelStep start)
    {
        State = ChildState.Terminating;
        ModelExit exit = MakeExit(start.IsGivenUp ? ExitReason.Abandoned : ExitReason.StartFailed, _stop is null && _restarts > 0);
        if (_restarts == 0)
            _startFailure = _stop is not null ? "stopped" : start.HasExpired ? "took too long" : start.Failure;
        _child.End(exit);
        if (start.IsGivenUp)
            LeaveBehindAtStart(start, exit);
        else
            _child.Steps.Add("dispose");
        GoOn(exit);
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

            var after = new ModelStep(child.Plan.End, tracker.Clock, step =>
            {
                if (step.IsGivenUp)
                    step.WhenReallyEnded = BuryAbandoned;
                else
                    BuryAbandoned();
            });
            child.Enter(LastWords(child, exit), after);
            after.Begin();
            after.SetBudget(Rules.EndTimeout);
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
            && (tookTooLong ? _restarts > 0 : Plan.Restart == RestartPolicy.Permanent || (Plan.Restart == RestartPolicy.Transient && hasFailed));
        ExitReason reason = isGivenUp ? ExitReason.Abandoned
            : _stop ?? (tookTooLong ? ExitReason.StartFailed : hasFailed ? ExitReason.Failed : ExitReason.Completed);
        ModelExit exit = MakeExit(reason, restarts);
        _child.End(exit);
        if (_isTold)
            tracker.Tell(key, $"{ChildEventKind.Terminated} {_child.Name} {exit}");
        _isTold = false;
        if (tookTooLong && _restarts == 0)
            _startFailure = "took too long";
        Enter(LastWords(_child, exit), Plan.End, Rules.EndTimeout, after =>
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
            _restartTimes.RemoveAll(time => tracker.Clock.Now - time >= Rules.RestartWindow);
            restarts = _restartTimes.Count < Rules.MaxRestarts;
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

        if (_runningSince is { } since && _endedAt - since >= Rules.Backoff.ResetAfter)
            _failuresInARow = 0;
        TimeSpan delay = Rules.Backoff.Initial * Math.Pow(Rules.Backoff.Factor, _failuresInARow++);
        State = ChildState.Restarting;
        _cancelDelay = tracker.Clock.Set(delay < Rules.Backoff.Max ? delay : Rules.Backoff.Max, () =>
        {
            _restarts++;
            Begin();
        });
    }

    private void Free()
    {
        if (_lastThatRan is { Exit.WillRestart: true } last)
            tracker.Tell(key, $"{ChildEventKind.Terminated} {last.Name} {_stop ?? ExitReason.RestartLimit}");
        _isOver = true;
        string? refusal = _next is null ? null : tracker.Refuse(othersLeaving: 1);
        ModelLife? successor = _next is not null && refusal is null ? new ModelLife(tracker, key, _next) : null;
        tracker.Replace(this, successor);
        first?.Say(_stop == ExitReason.TrackerClosed ? "closed" : _startFailure ?? "stopped");
        if (refusal is not null)
            _next!.Say(refusal);
        foreach ((ModelCall call, string answer) in _waitingForEnd)
            call.Say(answer);
        successor?.Begin();
    }

    private static string LastWords(ModelChild child, ModelExit exit) => $"after {exit} {child.Count} {child.Seats} {child.Lasting}";
}
