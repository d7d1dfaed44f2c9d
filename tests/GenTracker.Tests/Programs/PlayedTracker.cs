using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;

namespace GenTracker.Tests.Programs;

/// <summary>The tracker itself, in a world in which only the program does anything.</summary>
internal sealed class PlayedTracker : IPlayed
{
    private readonly World _world;
    private readonly List<Actor> _actors = [];
    private readonly List<Call> _calls = [];
    private readonly Dictionary<string, ChildRegistration> _registrations = [];
    private readonly List<(List<ChildEvent<string, Actor>> Told, Task Reading)> _readers = [];

    public PlayedTracker(int maxChildren)
    {
        _world = new World(options =>
        {
            options.StartTimeout = Rules.StartTimeout;
            options.StopTimeout = Rules.StopTimeout;
            options.AfterTerminateTimeout = Rules.EndTimeout;
            options.Backoff = Rules.Backoff;
            options.MaxRestarts = Rules.MaxRestarts;
            options.RestartWindow = Rules.RestartWindow;
            options.MaxChildren = maxChildren;
        });
        Tracker = new ActorTracker(_world.Options);
        Watch();
    }

    private ActorTracker Tracker { get; }

    public void Do(Command command)
    {
        string key = command.Key;
        switch (command.Verb)
        {
            case Verb.Open:
                Begin(
                    token => Tracker.FindOrOpenAsync(key, name => Make(name, command.Plan), new ChildOptions { Restart = command.Plan.Restart }, token).AsTask(),
                    static opened => opened.Result.Name);
                break;
            case Verb.Stop:
                Begin(token => Tracker.StopAsync(key, token), static stopped => $"{stopped.Result}");
                break;
            case Verb.Adopt:
                Answer(Adopt(key, command.Plan));
                break;
            case Verb.Release when _registrations.TryGetValue(key, out ChildRegistration? registration):
                Begin(_ => registration.DisposeAsync().AsTask(), static _ => "done", mayBeCancelled: false);
                break;
            case Verb.CountByKey:
                Answer(Tracker.TryIncrementLasting(key, 1, out long lasting) ? $"{lasting}" : "nobody");
                break;
            case Verb.Count when ActorOf(command) is { } actor:
                Answer(actor.TryIncrementCount(1, out long count) ? $"{count}" : "refused");
                break;
            case Verb.Take when ActorOf(command) is { } actor:
                Answer(Take(actor));
                break;
            case Verb.Leave when ActorOf(command) is { } actor:
                Answer(actor.TryIncrementSeats(-1, out int left) ? $"{left}" : "refused");
                break;
            case Verb.Retire:
                Answer(Tracker.Find(key) is { } idle ? $"{idle.TryRetireAtSeats(0)}" : "nobody");
                break;
            case Verb.WaitFor:
                Begin(token => Tracker.WaitForAsync(key, child => child.Count >= command.Number, token), static found => found.Result.Name);
                break;
            case Verb.Settle:
                Begin(Tracker.WhenSettledAsync, static _ => "done");
                break;
            case Verb.Cancel when _calls.Where(static call => call.MayBeCancelled && !call.Task.IsCompleted).ToList() is { Count: > 0 } waiting:
                _world.Run(waiting[command.Number % waiting.Count].Patience.Cancel);
                break;
            case Verb.Watch:
                Watch();
                break;
            case Verb.LetGo when ActorOf(command)?.TakeWaiting() is { } waiting:
                _world.Run(waiting.SetResult);
                break;
            case Verb.Fail when ActorOf(command)?.TakeWaiting() is { } waiting:
                _world.Run(() => waiting.SetException(new InvalidOperationException("as the program says")));
                break;
            case Verb.Advance:
                _world.Advance(TimeSpan.FromSeconds(command.Number));
                break;
            case Verb.Close:
                Begin(_ => Tracker.CloseAsync(CancellationToken.None), static _ => "done", mayBeCancelled: false);
                break;
            case Verb.CloseAtOnce:
                Begin(_ => Tracker.CloseAsync(new CancellationToken(canceled: true)), static _ => "done", mayBeCancelled: false);
                break;
        }

        _world.Settle();
    }

    public IReadOnlyList<string> Look()
    {
        var seen = new List<string>();
        for (int i = 0; i < _calls.Count; i++)
            seen.Add($"call {i}: {Describe(_calls[i])}");
        foreach (Actor actor in _actors)
        {
            string end = actor.Completion.IsCompleted ? $"ended, {actor.Completion.Result.Reason}" : "has not ended";
            seen.Add($"{actor.Name}: {string.Join(", ", actor.Steps)}; {actor.Count} counted, {actor.Seats} seated, {actor.Lasting} lasting; {end}");
        }

        seen.AddRange(Tracker.GetChildren()
            .Select(static info => $"{info.Key} is {info.State}: {info.Child?.Name}, restarts {info.Restarts}, last exit {(info.LastExit is { } exit ? exit.Reason.ToString() : "none")}")
            .Order(StringComparer.Ordinal));
        seen.Add($"running: {string.Join(", ", Tracker.Select(static child => child.Name).Order(StringComparer.Ordinal))}; {Tracker.Count}; given up: {Tracker.AbandonedCount}");
        foreach (IGrouping<string, Actor> same in _actors.GroupBy(static actor => actor.Name[..1]).OrderBy(static same => same.Key, StringComparer.Ordinal))
        {
            string key = same.Key;
            seen.Add($"{key} finds {Tracker.Find(key)?.Name ?? "nobody"}");
            if (!AreRising(same.Select(static actor => actor.Incarnation)))
                seen.Add($"the incarnations of {key} do not rise");
            for (int reader = 0; reader < _readers.Count; reader++)
                seen.Add($"reader {reader} of {key}: {string.Join(", ", _readers[reader].Told.Where(told => told.Key == key).Select(Describe))}");
        }

        foreach ((List<ChildEvent<string, Actor>> told, Task reading) in _readers)
        {
            bool isNumbered = told.Select(static happened => happened.Number).SequenceEqual(Enumerable.Range(1, told.Count).Select(static number => (long)number));
            seen.Add($"a reader {(reading.IsCompletedSuccessfully ? "was told all" : "reads")}, {told.Count} events{(isNumbered ? "" : ", numbered wrongly")}");
        }

        return seen;
    }

    private static bool AreRising(IEnumerable<long> numbers)
    {
        long last = 0;
        return numbers.All(number => number > last && (last = number) > 0);
    }

    private static string Take(Actor actor)
    {
        try
        {
            return actor.IncrementSeatsUpTo(Rules.MaxSeats, out int seats) ? $"{seats}" : "full";
        }
        catch (ChildTerminatedException)
        {
            return "refused";
        }
    }

    private static string Describe(Call call) => call.Task switch
    {
        { IsCompletedSuccessfully: true } => call.Answer(),
        { IsCanceled: true } => "cancelled",
        { IsCompleted: false } => "waits",
        var task => task.Exception!.InnerException switch
        {
            ChildStartException { InnerException: TimeoutException } => "took too long",
            ChildStartException { InnerException: OperationCanceledException } => "stopped",
            ChildStartException { InnerException: InvalidOperationException } => "failed",
            TrackerClosedException => "closed",
            TrackerFullException => "full",
            var other => $"{other}",
        },
    };

    private static string Describe(ChildEvent<string, Actor> told) =>
        $"{told.Kind} {told.Child!.Name}{(told.Exit is { } exit ? $" {exit.Reason}{(exit.WillRestart ? " restarts" : "")}" : "")}";

    private Actor? ActorOf(Command command) => _actors.Count > 0 ? _actors[command.Number % _actors.Count] : null;

    private Actor Make(string key, Plan plan)
    {
        var actor = new Actor(NextName(key), plan);
        _actors.Add(actor);
        return actor;
    }

    private string NextName(string key) => key + _actors.Count(actor => actor.Name.StartsWith(key, StringComparison.Ordinal));

    private string Adopt(string key, Plan plan)
    {
        var actor = new Actor(NextName(key), plan);
        try
        {
            if (!Tracker.TryAddExisting(key, actor, null, out ChildRegistration? registration))
                return "taken";
            _actors.Add(actor);
            _registrations[key] = registration;
            if (plan.Run != Manner.Deaf)
                registration.Stopping.UnsafeRegister(static state => _ = ((ChildRegistration)state!).DisposeAsync().AsTask(), registration);
            return actor.Name;
        }
        catch (TrackerClosedException)
        {
            return "closed";
        }
        catch (TrackerFullException)
        {
            return "full";
        }
    }

    private void Begin<TTask>(Func<CancellationToken, TTask> call, Func<TTask, string> answer, bool mayBeCancelled = true)
        where TTask : Task
    {
        var patience = new CancellationTokenSource();
        TTask task = call(patience.Token);
        _calls.Add(new Call(task, () => answer(task), patience, mayBeCancelled));
    }

    private void Answer(string answer) => _calls.Add(new Call(Task.CompletedTask, () => answer, new CancellationTokenSource(), MayBeCancelled: false));

    private void Watch()
    {
        var told = new List<ChildEvent<string, Actor>>();
        _readers.Add((told, _world.Async(async () =>
        {
            await foreach (ChildEvent<string, Actor> happened in Tracker.WatchAsync())
                told.Add(happened);
        })));
    }

    private sealed record Call(Task Task, Func<string> Answer, CancellationTokenSource Patience, bool MayBeCancelled);
}
