using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Testing.Instrumented;
using GenTracker.Testing.Strategies;

namespace GenTracker.Testing;

/// <summary>One run of a scenario: its actors take turns, one step at a time, in an order that a strategy decides.</summary>
public sealed class Schedule
{
    private const int MaxSteps = 20_000;

    private readonly List<Actor> _ready = [];
    private readonly List<Actor> _spinning = [];
    private readonly List<Actor> _blocked = [];
    private readonly List<Actor> _callers = [];
    private readonly Scenario _scenario;
    private readonly VirtualTime _time = new();
    private readonly Trace? _trace;
    private Strategy _strategy;
    private int _maxSteps = MaxSteps;
    private int _works;
    private bool _isEnding;

    internal Schedule(Batch batch, Scenario scenario, Strategy strategy, Trace? trace)
    {
        Batch = batch;
        _scenario = scenario;
        _strategy = strategy;
        _trace = trace;
    }

    /// <summary>The schedule of the calling actor; null outside of explorations.</summary>
    public static Schedule? Current => SwitchingPoint.Current?.Schedule;

    /// <summary>The clock. It moves if no actor can go on (<see cref="Scenario.TimeMayPass"/>).</summary>
    public TimeProvider Time => _time;

    /// <summary>The number of steps so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Called for each lock that an actor takes and did not hold before.</summary>
    public Action<ExploredLock>? Locked { get; set; }

    /// <summary>Called before each step, with what it does: "lock", "compare-exchange", "read" …</summary>
    public Action<string>? Stepping { get; set; }

    /// <summary>Called before each atomic or volatile write, with its address, which a garbage collection may change, and its place in the code.</summary>
    public Action<nint, string>? Writing { get; set; }

    internal Batch Batch { get; }

    internal Exception? Failure { get; private set; }

    /// <summary>A digest of all decisions: equal digests mean equal schedules.</summary>
    internal ulong Digest { get; private set; }

    private bool IsUnderWay { get; set; }

    private bool ClockMayMove => _scenario.TimeMayPass && _time.HasPending;

    /// <summary>Starts a caller. Its code, and what it awaits, is one actor. By default, a caller that waits at the end breaks a promise.</summary>
    public void Start(string name, Func<Task> code, bool mayWaitForever = false) =>
        _callers.Add(new Actor(this, name, code, mayWaitForever));

    /// <summary>Adds a piece of work: an actor of its own.</summary>
    public void Post(IThreadPoolWorkItem work)
    {
        ThrowUnlessInTurn();
        SwitchingPoint.Pass("post", null, null, null, 0);
        var actor = new Actor(this, work, ++_works);
        _trace?.Add(Steps, SwitchingPoint.Current, $"  posted {actor.Name}");
        MakeReady(actor);
    }

    /// <summary>Returns a task that completes as work of its own. Code that awaits it goes on there, inline.</summary>
    public Task YieldAsync()
    {
        var later = new Completion();
        Post(later);
        return later.Task;
    }

    /// <summary>Chooses one of several options, from 0, as a part of the schedule.</summary>
    public int Choose(int options)
    {
        int taken = _strategy.Choose(options);
        Digest = Fold(Digest, (uint)~taken);
        return taken;
    }

    /// <summary>Adds a line to the trace, if there is one.</summary>
    public void Note(Func<string> what)
    {
        ArgumentNullException.ThrowIfNull(what);
        _trace?.Add(Steps, SwitchingPoint.Current, "  " + what());
    }

    /// <summary>Reports a broken promise. The schedule runs to its end without further checks.</summary>
    public void Fail(Exception failure)
    {
        if (Failure is not null)
            return;
        Failure = failure;
        _trace?.Add(Steps, SwitchingPoint.Current, $"BROKEN: {failure?.Message}");
        _strategy = NoPreemption.Instance;
        _maxSteps = Steps + MaxSteps;
    }

    /// <summary>Whether a load of many bytes reads the last one first. Schedules that differ in this alone count as one.</summary>
    internal bool ReadsBackward() => _strategy.ReadsBackward();

    internal void ThrowUnlessInTurn()
    {
        if (IsUnderWay && !ReferenceEquals(SwitchingPoint.Current?.Schedule, this))
            throw new InvalidOperationException("A foreign thread took part in the schedule: some code has left for the real thread pool or a real timer.");
    }

    internal void MakeReady(Actor actor) => _ready.Add(actor);

    internal Actor? Begin()
    {
        _scenario.Begin(this);
        IsUnderWay = true;
        return TakeNext() ?? OnIdle();
    }

    /// <summary>A switching point of the running actor.</summary>
    internal void Pass(Actor actor, CodeLocation place)
    {
        _trace?.Add(Steps, actor, place);
        Stepping?.Invoke(place.Operation);
        CountStep();
        if (place.Writes && _spinning.Count > 0)
            LetSpinnersLook();
        bool clock = ClockMayMove;
        if (_ready.Count == 0 && !clock)
            return;
        int taken = _strategy.Preempt(_ready.Count, clock);
        if (taken == 0)
            return;
        Digest = Fold(Fold(Digest, (uint)Steps), (uint)taken);
        Actor next = Take(taken - 1);
        _ready.Add(actor);
        SwitchTo(actor, next);
    }

    /// <summary>The running actor waits for a write of another actor.</summary>
    internal void Spin(Actor actor)
    {
        CountStep();
        if (_ready.Count == 0 && _spinning.Count == 0)
        {
            // If the write never comes, the schedule runs out of steps.
            return;
        }

        Actor next = TakeNext()!;
        _spinning.Add(actor);
        SwitchTo(actor, next);
    }

    /// <summary>The running actor waits until <see cref="Unblock"/>.</summary>
    internal void Block(Actor actor, object on)
    {
        actor.BlockedOn = on;
        _blocked.Add(actor);
        if (TakeNext() is { } next)
        {
            SwitchTo(actor, next);
            return;
        }

        Fail(new PromiseViolationException(Deadlock()));
        Lose(actor);
    }

    internal void Unblock(Actor actor)
    {
        actor.BlockedOn = null;
        _blocked.Remove(actor);
        _ready.Add(actor);
    }

    /// <summary>The actor that goes on after a piece of this one has ended; null if the schedule is over.</summary>
    internal Actor? Next(Actor ended)
    {
        if (ended.HasMore())
            _ready.Add(ended);
        return TakeNext() ?? OnIdle();
    }

    // The last step of SplitMix64: each bit depends on each decision.
    private static ulong Fold(ulong digest, uint taken)
    {
        ulong mixed = digest + 0x9E3779B97F4A7C15 + taken;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    private static void SwitchTo(Actor actor, Actor next)
    {
        Worker own = actor.Worker!;
        (next.Worker ?? next.Schedule.Batch.Workers.Take()).Wake(next);
        own.Sleep();
    }

    private void CountStep()
    {
        if (++Steps < _maxSteps)
            return;
        if (Failure is null)
            Fail(new PromiseViolationException($"No end after {Steps} steps: the actors keep each other busy without getting anywhere."));
        else
            Lose(SwitchingPoint.Current!);
    }

    private Actor? TakeNext()
    {
        if (_ready.Count == 0)
            LetSpinnersLook();
        if (_ready.Count == 0)
            return _time.AdvanceToNextTimer() is { } due ? new Actor(this, due, ++_works) : null;
        bool clock = ClockMayMove;
        if (_ready.Count == 1 && !clock)
            return Take(0);
        int taken = _strategy.Next(_ready.Count, clock);
        Digest = Fold(Fold(Digest, (uint)~Steps), (uint)taken);
        return Take(taken);
    }

    private Actor Take(int index)
    {
        if (index == _ready.Count)
            return new Actor(this, _time.AdvanceToNextTimer()!, ++_works);
        Actor taken = _ready[index];
        _ready.RemoveAt(index);
        return taken;
    }

    private void LetSpinnersLook()
    {
        _ready.AddRange(_spinning);
        _spinning.Clear();
    }

    /// <summary>No actor can go on.</summary>
    private Actor? OnIdle()
    {
        if (_blocked.Count > 0)
            Fail(new PromiseViolationException(Deadlock()));
        foreach (Actor caller in _callers)
        {
            if (!caller.MayWaitForever && caller.Task is { IsCompleted: false })
                Fail(new PromiseViolationException($"{caller.Name} waits for ever: nothing is left that could run."));
        }

        if (Failure is not null || _isEnding)
            return OnOver();

        // Clearing up is not explored: it has no choices.
        _isEnding = true;
        _strategy = NoPreemption.Instance;
        IsUnderWay = false;
        Start("end", _scenario.EndAsync);
        IsUnderWay = true;
        return TakeNext();
    }

    private Actor? OnOver()
    {
        if (Failure is null)
        {
            try
            {
                _scenario.Check();
            }
            catch (Exception exception)
            {
                Fail(exception);
            }
        }

        return null;
    }

    private string Deadlock()
    {
        string waits = string.Join(", ", _blocked.ConvertAll(static actor => $"{actor.Name} for {actor.BlockedOn}"));
        return $"Deadlock: {waits} wait for locks that nobody will release.";
    }

    /// <summary>The exploration goes on without this actor's thread, which can never end in order.</summary>
    private void Lose(Actor actor)
    {
        Batch.Workers.Take().Wake(Batch);
        while (true)
            actor.Worker!.Sleep();
    }

    private sealed class Completion : TaskCompletionSource, IThreadPoolWorkItem
    {
        public void Execute() => SetResult();
    }
}
