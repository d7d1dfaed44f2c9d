using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Tests.Support;

/// <summary>
/// Some keys of one tracker, opened, found, counted on, adopted, retired, stopped and closed in an order that a seed draws, as is the
/// order in which the runtime's work is done; and checks of what is promised in any order.
/// </summary>
internal sealed class Scenario
{
    private static readonly string[] Keys = ["a", "b", "c"];

    private readonly Random _random;
    private readonly bool _hasDeafChildren;
    private readonly World _world;
    private readonly EventLog _log;
    private readonly List<Actor> _actors = [];
    private readonly List<Task> _waits = [];
    private readonly List<ChildRegistration> _registrations = [];
    private readonly List<TaskCompletionSource> _hung = [];
    private readonly List<string> _wrong = [];

    /// <param name="seed">Decides everything.</param>
    /// <param name="hasDeafChildren">Whether some children do not heed their tokens, so that they are abandoned.</param>
    public Scenario(int seed, bool hasDeafChildren)
    {
        _random = new Random(seed);
        _hasDeafChildren = hasDeafChildren;
        _world = new World(
            options =>
            {
                options.Restart = (RestartPolicy)_random.Next(3);
                options.MaxRestarts = _random.Next(4);
                if (!hasDeafChildren)
                    options.StartTimeout = options.StopTimeout = options.AfterTerminateTimeout = Timeout.InfiniteTimeSpan;
            },
            seed);
        _log = new EventLog(_world);
    }

    private ProbeTracker Tracker => _world.Tracker;

    public void Play()
    {
        for (int act = 0; act < 40; act++)
        {
            Act();
            for (int steps = _random.Next(6); steps > 0; steps--)
                _world.Dispatcher.RunOne();
            CheckFound();
        }

        Task closing = Tracker.CloseAsync();
        _world.Advance(TimeSpan.FromMinutes(5));
        _world.Finish(closing);
        CheckEnd();
    }

    private void Act()
    {
        string key = Keys[_random.Next(Keys.Length)];
        switch (_random.Next(12))
        {
            case 0 or 1 or 2:
                _waits.Add(Tracker.OpenAsync(key, Make).AsTask());
                break;
            case 3:
                var patience = new CancellationTokenSource();
                _waits.Add(Tracker.OpenAsync(key, Make, patience.Token).AsTask());
                _world.Dispatcher.Post(new GenTracker.Dispatching.ActionWorkItem(patience.Cancel));
                break;
            case 4 or 5:
                _waits.Add(Tracker.StopAsync(key));
                break;
            case 6:
                Adopt(key);
                break;
            case 7:
                if (_registrations.Count > 0)
                    _waits.Add(_registrations[_random.Next(_registrations.Count)].DisposeAsync().AsTask());
                break;
            case 8 or 9:
                if (_actors.Count > 0)
                    Count(_actors[_random.Next(_actors.Count)]);
                break;
            case 10:
                if (Tracker.Find(key) is { } found)
                    found.TryRetireAtCount(0);
                break;
            case 11:
                _world.Time.AdvanceToNextTimer(_world.Time.GetUtcNow().AddSeconds(_hasDeafChildren ? 10 : 1));
                break;
        }

        if (_random.Next(200) == 0)
            _waits.Add(Tracker.CloseAsync());
    }

    private void Adopt(string key)
    {
        var actor = new Actor(new Probe(), key, isAdopted: true);
        WriteEnd(actor);
        try
        {
            if (!Tracker.TryAddExisting(key, actor.Probe, null, out ChildRegistration? registration))
                return;
            Enter(actor);
            _registrations.Add(registration);
            if (!_hasDeafChildren || _random.Next(3) > 0)
                registration.Stopping.UnsafeRegister(static state => ((ChildRegistration)state!).DisposeAsync().AsTask(), registration);
        }
        catch (TrackerClosedException)
        {
            // It may be closing already.
        }
    }

    private Probe Make(string key)
    {
        var actor = new Actor(new Probe(), key, isAdopted: false);
        Enter(actor);
        WriteStart(actor);
        WriteRun(actor);
        WriteEnd(actor);
        return actor.Probe;
    }

    /// <summary>Promise 1: at most one incarnation of a key is starting, running or terminating, abandoned ones excepted.</summary>
    private void Enter(Actor actor)
    {
        foreach (Actor other in _actors)
        {
            if (other.Key == actor.Key && !other.IsOver && !IsAbandoned(other))
                _wrong.Add($"Two incarnations of {actor.Key} are there at one time.");
        }

        _actors.Add(actor);
    }

    private bool IsAbandoned(Actor actor) =>
        _hasDeafChildren && Tracker.GetChildren().Any(info => info.State == ChildState.Abandoned && ReferenceEquals(info.Child, actor.Probe));

    private void WriteStart(Actor actor)
    {
        int kind = _random.Next(_hasDeafChildren ? 6 : 5);
        actor.Probe.OnStart = token => _world.Async(async () =>
        {
            switch (kind)
            {
                case 1:
                    await Task.Yield();
                    break;
                case 2:
                    await Task.Yield();
                    throw new InvalidOperationException("no source");
                case 3:
                    await Task.Yield();
                    token.ThrowIfCancellationRequested();
                    break;
                case 5:
                    await Hang();
                    break;
            }
        });
    }

    private void WriteRun(Actor actor)
    {
        int kind = _random.Next(_hasDeafChildren ? 6 : 5);
        actor.Probe.OnRun = token => _world.Async(async () =>
        {
            switch (kind)
            {
                case 0:
                    await Task.Yield();
                    break;
                case 1:
                    await Task.Yield();
                    throw new InvalidOperationException("lost the source");
                case 2:
                    await Probe.RunUntilStopped(token);
                    throw new InvalidOperationException("lost the source on the way out");
                case 5:
                    await Hang();
                    break;
                default:
                    await Probe.RunUntilStopped(token);
                    break;
            }
        });
    }

    private void WriteEnd(Actor actor)
    {
        int kind = _random.Next(_hasDeafChildren ? 5 : 4);
        actor.Probe.OnAfterTerminate = (_, _) => _world.Async(async () =>
        {
            if (actor.Probe.Count != actor.Counted)
                _wrong.Add($"{actor.Counted} counts were done and AfterTerminateAsync sees {actor.Probe.Count}.");
            if (ReferenceEquals(Tracker.Find(actor.Key), actor.Probe))
                _wrong.Add("A child was found while its AfterTerminateAsync ran.");
            switch (kind)
            {
                case 0:
                    await Task.Yield();
                    break;
                case 4:
                    await Hang();
                    break;
            }

            actor.IsOver = actor.IsAdopted;
            if (kind == 1)
                throw new InvalidOperationException("not at all well ended");
        });
        bool fails = _random.Next(8) == 0;
        actor.Probe.OnDispose = () =>
        {
            actor.IsOver = true;
            return fails ? throw new InvalidOperationException("not well disposed") : default;
        };
    }

    private Task Hang()
    {
        var hung = new TaskCompletionSource();
        _hung.Add(hung);
        return hung.Task;
    }

    private void Count(Actor actor)
    {
        if (actor.Probe.TryIncrementCount(1, out _))
            actor.Counted++;
        else if (ReferenceEquals(Tracker.Find(actor.Key), actor.Probe))
            _wrong.Add("A child that has refused a count was found.");
    }

    /// <summary>Promise 3: no child is found whose end was published.</summary>
    private void CheckFound()
    {
        foreach (string key in Keys)
        {
            if (Tracker.Find(key) is { } found && (found.Completion.IsCompleted || found.Exits.Count > 0))
                _wrong.Add($"A child of {key} was found that has ended.");
        }
    }

    private void CheckEnd()
    {
        foreach (Task wait in _waits)
        {
            if (!wait.IsCompleted)
                _wrong.Add("A waiter is left.");
        }

        foreach (TaskCompletionSource hung in _hung.ToArray())
            _world.Run(hung.SetResult);
        foreach (ChildRegistration registration in _registrations)
            _world.Finish(registration.DisposeAsync().AsTask());
        foreach (TaskCompletionSource hung in _hung)
            _world.Run(() => hung.TrySetResult());
        if (Tracker.GetChildren() is { Count: > 0 } left)
            _wrong.Add("Children are left: " + string.Join(", ", left.Select(info => $"{info.Key} {info.State}")));
        if (_world.Time.PendingTimers != 0)
            _wrong.Add($"{_world.Time.PendingTimers} timers are left.");
        if (!_log.Reading.IsCompletedSuccessfully)
            _wrong.Add("The stream of events has not completed.");
        foreach (Actor actor in _actors)
            CheckEnd(actor);
        foreach (string key in Keys)
            CheckHistory(key);
        Assert.True(_wrong.Count == 0, string.Join(Environment.NewLine, _wrong.Distinct()));
    }

    private void CheckEnd(Actor actor)
    {
        List<string> steps = actor.Probe.Steps;
        string told = $"{actor.Key}/{actor.Probe.Incarnation}: {string.Join(", ", steps)}";
        if (actor.Probe.Exits.Count != (actor.IsAdopted || steps.Contains("started") ? 1 : 0))
            _wrong.Add("AfterTerminateAsync did not run exactly once for each child that had started: " + told);
        if (!actor.IsAdopted && (steps.Count(step => step == "dispose") != 1 || steps[^1] != "dispose"))
            _wrong.Add("A child was not disposed once, at the last: " + told);
        if (!_hasDeafChildren && steps.Contains("run") && steps.IndexOf("ran") > steps.FindIndex(step => step.StartsWith("after", StringComparison.Ordinal)))
            _wrong.Add("AfterTerminateAsync ran before the run had ended: " + told);
        if (!actor.Probe.Completion.IsCompletedSuccessfully)
            _wrong.Add("A child has not completed: " + told);
        if (actor.Probe.TryIncrementCount(1, out _))
            _wrong.Add("A child that has ended is not sealed: " + told);
    }

    /// <summary>Each beginning has its end, a promised restart comes or its end is told, and the numbers of the incarnations rise.</summary>
    private void CheckHistory(string key)
    {
        ChildEvent<string, Probe>[] events = [.. _log.Events.Where(happened => happened.Key == key)];
        ChildEventKind[] possible = [ChildEventKind.Started];
        foreach (ChildEvent<string, Probe> happened in events)
        {
            if (!possible.Contains(happened.Kind))
                _wrong.Add($"{happened.Kind} of {key} did not fit: {string.Join(", ", events.Select(EventLog.Describe))}");
            possible = happened switch
            {
                { Kind: not ChildEventKind.Terminated } => [ChildEventKind.Terminated],
                { Exit.WillRestart: true } => [ChildEventKind.Restarted, ChildEventKind.Terminated],
                _ => [ChildEventKind.Started],
            };
        }

        if (possible[0] != ChildEventKind.Started)
            _wrong.Add($"The last end of {key} was not told: {string.Join(", ", events.Select(EventLog.Describe))}");
        long[] numbers = [.. _actors.Where(actor => actor.Key == key).Select(actor => actor.Probe.Incarnation)];
        if (!numbers.SequenceEqual(numbers.Order().Distinct()))
            _wrong.Add($"The incarnations of {key} are numbered {string.Join(", ", numbers)}.");
    }

    /// <summary>A child and what is known of it.</summary>
    private sealed class Actor(Probe probe, string key, bool isAdopted)
    {
        public Probe Probe => probe;

        public string Key => key;

        public bool IsAdopted => isAdopted;

        /// <summary>How many counts were reported as done.</summary>
        public long Counted { get; set; }

        /// <summary>Whether the last of its code has run.</summary>
        public bool IsOver { get; set; }
    }
}
