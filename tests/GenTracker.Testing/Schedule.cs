using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Testing.Choosing;

namespace GenTracker.Testing;

/// <summary>One run of a scenario: actors that take turns, one step at a time, in an order that a strategy decides.</summary>
public sealed class Schedule
{
    private const int MostSteps = 20_000;

    private readonly List<Actor> _ready = [];
    private readonly List<Actor> _spinning = [];
    private readonly List<Actor> _blocked = [];
    private readonly List<Actor> _callers = [];
    private readonly Scenario _scenario;
    private readonly VirtualTime _time = new();
    private readonly Trace? _trace;
    private Strategy _strategy;
    private int _mostSteps = MostSteps;
    private int _works;
    private bool _isEnding;

    internal Schedule(Batch batch, Scenario scenario, Strategy strategy, Trace? trace)
    {
        Batch = batch;
        _scenario = scenario;
        _strategy = strategy;
        _trace = trace;
    }

    /// <summary>The schedule whose actor calls; null outside of explorations.</summary>
    public static Schedule? Current => SwitchingPoint.Current?.Schedule;

    /// <summary>The clock. It moves when nobody else can go on (<see cref="Scenario.TimeMayPass"/>).</summary>
    public TimeProvider Time => _time;

    /// <summary>How many steps were made: a later moment has a higher number.</summary>
    public int Steps { get; private set; }

    internal Batch Batch { get; }

    internal Exception? Failure { get; private set; }

    /// <summary>A digest of all decisions: two schedules are the same if these are.</summary>
    internal ulong Digest { get; private set; }

    private bool IsStaged { get; set; }

    private bool ClockMayMove => _scenario.TimeMayPass && _time.HasPending;

    /// <summary>Starts a caller: its code, and whatever it awaits, is one actor.</summary>
    /// <param name="name">What it is called in traces.</param>
    /// <param name="code">What it does.</param>
    /// <param name="mayWaitForever">Whether it is no failure that it still waits when nothing can run any more.</param>
    public void Start(string name, Func<Task> code, bool mayWaitForever = false) =>
        _callers.Add(new Actor(this, name, code, mayWaitForever));

    /// <summary>Puts a piece of work among those that can run: an actor of its own.</summary>
    /// <param name="work">The work.</param>
    public void Post(IThreadPoolWorkItem work)
    {
        ThrowUnlessInTurn();
        SwitchingPoint.Pass("post", null, null, null, 0);
        var actor = new Actor(this, work, ++_works);
        _trace?.Add(Steps, SwitchingPoint.Current, $"  posted {actor.Name}");
        MakeReady(actor);
    }

    /// <summary>A task that ends as a piece of work of its own: code that awaits it goes on there, inline.</summary>
    /// <returns>The task.</returns>
    public Task Later()
    {
        var later = new Completion();
        Post(later);
        return later.Task;
    }

    /// <summary>One of several ways to go on; which one is part of the schedule.</summary>
    /// <param name="options">How many there are.</param>
    /// <returns>The way, from 0.</returns>
    public int Choose(int options)
    {
        int taken = _strategy.Choose(options);
        Digest = Fold(Digest, (uint)~taken);
        return taken;
    }

    /// <summary>A line in the trace, if one is kept.</summary>
    /// <param name="what">Makes the line.</param>
    public void Note(Func<string> what)
    {
        ArgumentNullException.ThrowIfNull(what);
        _trace?.Add(Steps, SwitchingPoint.Current, "  " + what());
    }

    /// <summary>Reports a broken promise. The rest of the schedule is run to its end, and not looked at.</summary>
    /// <param name="failure">What was broken.</param>
    public void Fail(Exception failure)
    {
        if (Failure is not null)
            return;
        Failure = failure;
        _trace?.Add(Steps, SwitchingPoint.Current, $"BROKEN: {failure?.Message}");
        _strategy = StraightOn.Instance;
        _mostSteps = Steps + MostSteps;
    }

    /// <summary>Whether sixteen bytes that are loaded at once are read from the last to the first. Schedules that differ in this alone count as one.</summary>
    internal bool ReadsBackward() => _strategy.ReadsBackward();

    internal void ThrowUnlessInTurn()
    {
        if (IsStaged && !ReferenceEquals(SwitchingPoint.Current?.Schedule, this))
            throw new InvalidOperationException("A thread that does not belong to the schedule took part in it: something has left for the real thread pool or a real timer.");
    }

    internal void MakeReady(Actor actor) => _ready.Add(actor);

    internal Actor? Begin()
    {
        _scenario.Begin(this);
        IsStaged = true;
        return TakeNext() ?? OnQuiet();
    }

    /// <summary>A switching point of the running actor.</summary>
    internal void Pass(Actor actor, Place place)
    {
        _trace?.Add(Steps, actor, place);
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

    /// <summary>The running actor has found that it must wait for what others do, without being told when.</summary>
    internal void Spin(Actor actor)
    {
        CountStep();
        if (_ready.Count == 0 && _spinning.Count == 0)
        {
            // What it waits for may be over already; if not, the steps will run out.
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

        Fail(new BrokenPromiseException(Deadlock()));
        Lose(actor);
    }

    internal void Unblock(Actor actor)
    {
        actor.BlockedOn = null;
        _blocked.Remove(actor);
        _ready.Add(actor);
    }

    /// <summary>Who goes on after a piece of this actor has ended; null where the schedule is over.</summary>
    internal Actor? Next(Actor ended)
    {
        if (ended.HasMore())
            _ready.Add(ended);
        return TakeNext() ?? OnQuiet();
    }

    // The last step of SplitMix64: every bit of the digest depends on every decision.
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
        if (++Steps < _mostSteps)
            return;
        if (Failure is null)
            Fail(new BrokenPromiseException($"No end after {Steps} steps: the actors keep each other busy without getting anywhere."));
        else
            Lose(SwitchingPoint.Current!);
    }

    private Actor? TakeNext()
    {
        if (_ready.Count == 0)
            LetSpinnersLook();
        if (_ready.Count == 0)
            return _time.MoveOn() is { } due ? new Actor(this, due, ++_works) : null;
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
            return new Actor(this, _time.MoveOn()!, ++_works);
        Actor taken = _ready[index];
        _ready.RemoveAt(index);
        return taken;
    }

    private void LetSpinnersLook()
    {
        _ready.AddRange(_spinning);
        _spinning.Clear();
    }

    /// <summary>Nothing can go on.</summary>
    private Actor? OnQuiet()
    {
        if (_blocked.Count > 0)
            Fail(new BrokenPromiseException(Deadlock()));
        foreach (Actor caller in _callers)
        {
            if (!caller.MayWaitForever && caller.Task is { IsCompleted: false })
                Fail(new BrokenPromiseException($"{caller.Name} waits for ever: nothing is left that could run."));
        }

        if (Failure is not null || _isEnding)
            return OnOver();

        // Clearing up is not what is explored: no choices there.
        _isEnding = true;
        _strategy = StraightOn.Instance;
        IsStaged = false;
        Start("end", _scenario.EndAsync);
        IsStaged = true;
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

    /// <summary>This actor's thread can never go on in order; the exploration does without it.</summary>
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
