using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;

namespace GenTracker.Tests.Programs;

/// <summary>The tracker, in a world in which only the program acts.</summary>
internal sealed class TrackerTarget : IProgramTarget
{
    private readonly World _world;
    private readonly List<ScriptedChild> _children = [];
    private readonly List<Call> _calls = [];
    private readonly Dictionary<string, ChildRegistration> _registrations = [];
    private readonly HashSet<ScriptedChild> _waiting = [];
    private readonly List<(List<ChildEvent<string, ScriptedChild>> Told, Task Reading)> _readers = [];

    public TrackerTarget(int maxChildren)
    {
        _world = new World(options =>
        {
            options.StartTimeout = ModelOptions.StartTimeout;
            options.StopTimeout = ModelOptions.StopTimeout;
            options.AfterTerminateTimeout = ModelOptions.EndTimeout;
            options.Backoff = ModelOptions.Backoff;
            options.MaxRestarts = ModelOptions.MaxRestarts;
            options.RestartWindow = ModelOptions.RestartWindow;
            options.MaxChildren = maxChildren;
        });
        Tracker = new ScriptedChildTracker(_world.Options);
        Watch();
    }

    private ScriptedChildTracker Tracker { get; }

    public void Do(Command command)
    {
        string key = command.Key;
        switch (command.Kind)
        {
            case CommandKind.Open:
                StartCall(
                    token => Tracker
                        .FindOrOpenAsync(key, name => Make(name, command.Script), new ChildOptions { Restart = command.Script.Restart }, token)
                        .AsTask(),
                    static opened => opened.Result.Name);
                break;
            case CommandKind.OpenNew:
                StartCall(
                    token => Tracker.OpenAsync(key, name => Make(name, command.Script), new ChildOptions { Restart = command.Script.Restart }, token),
                    static opened => opened.Result.Name);
                break;
            case CommandKind.Reopen:
                StartCall(
                    token => Tracker.ReopenAsync(key, name => Make(name, command.Script), new ChildOptions { Restart = command.Script.Restart }, token),
                    static opened => opened.Result.Name);
                break;
            case CommandKind.TakeOver:
                var brought = new ScriptedChild(NextName(key), command.Script);
                _children.Add(brought);
                _waiting.Add(brought);
                StartCall(token => _world.Async(() => TakeOverAsync(key, brought, command.Script, token)), _ => brought.Name);
                break;
            case CommandKind.Stop:
                StartCall(token => Tracker.StopAsync(key, token), static stopped => $"{stopped.Result}");
                break;
            case CommandKind.StopChild when GetChild(command) is { } child:
                StartCall(token => Tracker.StopAsync(child, token), static stopped => $"{stopped.Result}");
                break;
            case CommandKind.Adopt:
                Answer(Adopt(key, command.Script));
                break;
            case CommandKind.Release when _registrations.TryGetValue(key, out ChildRegistration? registration):
                StartCall(_ => registration.DisposeAsync().AsTask(), static _ => "done", mayBeCancelled: false);
                break;
            case CommandKind.CountByKey:
                Answer(Tracker.TryIncrementLasting(key, 1, out long lasting) ? $"{lasting}" : "nobody");
                break;
            case CommandKind.Count when GetChild(command) is { } child:
                Answer(child.TryIncrementCount(1, out long count) ? $"{count}" : "refused");
                break;
            case CommandKind.SetTeam when GetChild(command) is { } child:
                Answer(Set(() =>
                {
                    child.Team = command.Value;
                    return true;
                }));
                break;
            case CommandKind.SetBadge when GetChild(command) is { } child:
                Answer(Set(() => child.TrySetBadge(command.Value)));
                break;
            case CommandKind.Take when GetChild(command) is { } child:
                Answer(Take(child));
                break;
            case CommandKind.Leave when GetChild(command) is { } child:
                Answer(child.TryIncrementSeats(-1, out int left) ? $"{left}" : "refused");
                break;
            case CommandKind.Retire:
                Answer(Tracker.Find(key) is { } idle ? $"{idle.TryRetireAtSeats(0)}" : "nobody");
                break;
            case CommandKind.RetireChild when GetChild(command) is { } child:
                Answer($"{child.TryRetire()}");
                break;
            case CommandKind.WaitFor:
                StartCall(token => Tracker.WaitForAsync(key, child => child.Count >= command.Number, token), static found => found.Result.Name);
                break;
            case CommandKind.Settle:
                StartCall(Tracker.WhenSettledAsync, static _ => "done");
                break;
            case CommandKind.Cancel when _calls.Where(static call => call.MayBeCancelled && !call.Task.IsCompleted).ToList() is { Count: > 0 } waiting:
                _world.Run(waiting[command.Number % waiting.Count].Patience.Cancel);
                break;
            case CommandKind.Watch:
                Watch();
                break;
            case CommandKind.LetGo when GetChild(command)?.TakeWaiting() is { } waiting:
                _world.Run(waiting.SetResult);
                break;
            case CommandKind.Fail when GetChild(command)?.TakeWaiting() is { } waiting:
                _world.Run(() => waiting.SetException(new InvalidOperationException("as the program says")));
                break;
            case CommandKind.Advance:
                _world.Advance(TimeSpan.FromSeconds(command.Number));
                break;
            case CommandKind.Close:
                StartCall(_ => Tracker.CloseAsync(CancellationToken.None), static _ => "done", mayBeCancelled: false);
                break;
            case CommandKind.CloseAtOnce:
                StartCall(_ => Tracker.CloseAsync(new CancellationToken(canceled: true)), static _ => "done", mayBeCancelled: false);
                break;
        }

        _world.Settle();
    }

    public IReadOnlyList<string> Look()
    {
        var seen = new List<string>();
        for (int i = 0; i < _calls.Count; i++)
            seen.Add($"call {i}: {Describe(_calls[i])}");
        foreach (ScriptedChild child in _children)
        {
            string end = child.Completion.IsCompleted ? $"ended, {child.Completion.Result.Reason}" : "has not ended";
            seen.Add(
                $"{child.Name}: {string.Join(", ", child.Steps)}; {child.Count} counted, {child.Seats} seated, {child.Lasting} lasting; "
                + $"team {child.Team}, badge {child.Badge}; {end}");
        }

        seen.AddRange(Tracker.GetChildren()
            .Select(static info =>
                $"{info.Key} is {info.State}: {info.Child?.Name}, restarts {info.Restarts}, "
                + $"last exit {(info.LastExit is { } exit ? exit.Reason.ToString() : "none")}")
            .Order(StringComparer.Ordinal));
        seen.Add(
            $"running: {string.Join(", ", Tracker.Select(static child => child.Name).Order(StringComparer.Ordinal))}; {Tracker.Count}; "
            + $"abandoned: {Tracker.AbandonedCount}");
        foreach (string? value in Command.Values)
        {
            ChildGroup<ScriptedChild> team = Tracker.FindByTeam(value);
            seen.Add($"team {value}: {string.Join(", ", team.ToList().Select(static child => child.Name).Order(StringComparer.Ordinal))}; {team.Count}");
            if (value is not null)
                seen.Add($"badge {value}: {Tracker.FindByBadge(value)?.Name ?? "nobody"}");
        }

        foreach (IGrouping<string, ScriptedChild> same in _children
            .GroupBy(static child => child.Name[..1])
            .OrderBy(static same => same.Key, StringComparer.Ordinal))
        {
            string key = same.Key;
            seen.Add($"{key} finds {Tracker.Find(key)?.Name ?? "nobody"}");
            if (!AreRising(same.Where(child => !_waiting.Contains(child)).Select(static child => child.Incarnation)))
                seen.Add($"the incarnations of {key} do not rise");
            for (int reader = 0; reader < _readers.Count; reader++)
                seen.Add($"reader {reader} of {key}: {string.Join(", ", _readers[reader].Told.Where(told => told.Key == key).Select(Describe))}");
        }

        foreach ((List<ChildEvent<string, ScriptedChild>> told, Task reading) in _readers)
        {
            bool isNumbered = told
                .Select(static happened => happened.Number)
                .SequenceEqual(Enumerable.Range(1, told.Count).Select(static number => (long)number));
            seen.Add($"a reader {(reading.IsCompletedSuccessfully ? "was told all" : "reads")}, {told.Count} events{(isNumbered ? "" : ", numbered wrongly")}");
        }

        return seen;
    }

    private static bool AreRising(IEnumerable<long> numbers)
    {
        long last = 0;
        return numbers.All(number => number > last && (last = number) > 0);
    }

    private static string Set(Func<bool> trySet)
    {
        try
        {
            return trySet() ? "set" : "taken";
        }
        catch (ChildTerminatedException)
        {
            return "refused";
        }
    }

    private static string Take(ScriptedChild child)
    {
        try
        {
            return child.IncrementSeatsUpTo(ModelOptions.MaxSeats, out int seats) ? $"{seats}" : "full";
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
            ChildAlreadyExistsException => "taken",
            ChildSupersededException => "superseded",
            var other => $"{other}",
        },
    };

    private static string Describe(ChildEvent<string, ScriptedChild> told) =>
        $"{told.Kind} {told.Child!.Name}{(told.Exit is { } exit ? $" {exit.Reason}{(exit.WillRestart ? " restarts" : "")}" : "")}";

    private ScriptedChild? GetChild(Command command) => _children.Count > 0 ? _children[command.Number % _children.Count] : null;

    private ScriptedChild Make(string key, ChildScript script)
    {
        var child = new ScriptedChild(NextName(key), script);
        _children.Add(child);
        return child;
    }

    private string NextName(string key) => key + _children.Count(child => child.Name.StartsWith(key, StringComparison.Ordinal));

    private string Adopt(string key, ChildScript script)
    {
        var child = new ScriptedChild(NextName(key), script);
        try
        {
            if (!Tracker.TryAddExisting(key, child, null, out ChildRegistration? registration))
                return "taken";
            _children.Add(child);
            Own(key, script, registration);
            return child.Name;
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

    private async Task TakeOverAsync(string key, ScriptedChild child, ChildScript script, CancellationToken cancellationToken)
    {
        ChildRegistration registration = await Tracker.TakeOverAsync(key, child, null, cancellationToken);
        _waiting.Remove(child);
        Own(key, script, registration);
    }

    private void Own(string key, ChildScript script, ChildRegistration registration)
    {
        _registrations[key] = registration;
        if (script.Run != Behavior.IgnoresToken)
            registration.Stopping.UnsafeRegister(static state => _ = ((ChildRegistration)state!).DisposeAsync().AsTask(), registration);
    }

    private void StartCall<TTask>(Func<CancellationToken, TTask> call, Func<TTask, string> answer, bool mayBeCancelled = true)
        where TTask : Task
    {
        var patience = new CancellationTokenSource();
        TTask task = call(patience.Token);
        _calls.Add(new Call(task, () => answer(task), patience, mayBeCancelled));
    }

    private void Answer(string answer) => _calls.Add(new Call(Task.CompletedTask, () => answer, new CancellationTokenSource(), MayBeCancelled: false));

    private void Watch()
    {
        var told = new List<ChildEvent<string, ScriptedChild>>();
        _readers.Add((told, _world.Async(async () =>
        {
            await foreach (ChildEvent<string, ScriptedChild> happened in Tracker.WatchAsync())
                told.Add(happened);
        })));
    }

    private sealed record Call(Task Task, Func<string> Answer, CancellationTokenSource Patience, bool MayBeCancelled);
}
