using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Tests.Programs.Model;

/// <summary>What a tracker must do, told one thing after the other: without threads, tasks, locks or tokens.</summary>
internal sealed class ModelTracker : IPlayed
{
    private readonly int _maxChildren;
    private readonly SortedDictionary<string, ModelLife> _lives = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelLife> _adopted = [];
    private readonly List<ModelAbandoned> _abandoned = [];
    private readonly List<ModelChild> _children = [];
    private readonly List<ModelCall> _calls = [];
    private readonly List<(string Key, int Count, ModelCall Call)> _waits = [];
    private readonly List<ModelCall> _settling = [];
    private readonly List<ModelCall> _closing = [];
    private readonly List<List<(string? Key, string Words)>> _readers = [];
    private bool _isClosed;

    public ModelTracker(int maxChildren)
    {
        _maxChildren = maxChildren;
        Watch();
    }

    public ModelClock Clock { get; } = new();

    public bool IsClosing { get; private set; }

    private IEnumerable<ModelChild> Running => _lives.Values.Select(static life => life.Running).OfType<ModelChild>();

    public void Do(Command command)
    {
        string key = command.Key;
        ModelLife? life = _lives.GetValueOrDefault(key);
        ModelChild? some = _children.Count > 0 ? _children[command.Number % _children.Count] : null;
        switch (command.Verb)
        {
            case Verb.Open:
                Open(Call(), key, life, command.Plan);
                break;
            case Verb.Stop:
                ModelCall stopping = Call();
                if (life is null)
                    stopping.Say("False");
                life?.WaitForEnd(stopping, "True");
                life?.Stop(ExitReason.Stopped)();
                break;
            case Verb.Adopt:
                Adopt(Call(), key, life, command.Plan);
                break;
            case Verb.Release when _adopted.TryGetValue(key, out ModelLife? adopted):
                adopted.WaitForEnd(Call(mayBeCancelled: false), "done");
                adopted.Release();
                break;
            case Verb.CountByKey:
                Call().Say(life?.Running is { } counted ? $"{++counted.Lasting}" : "nobody");
                break;
            case Verb.Count when some is not null:
                Call().Say(some.CountOn());
                CheckWaits();
                break;
            case Verb.Take when some is not null:
                Call().Say(some.Take());
                break;
            case Verb.Leave when some is not null:
                Call().Say(some.Leave());
                break;
            case Verb.Retire:
                Call().Say(life?.Running is { } idle ? $"{Retire(life, idle)}" : "nobody");
                break;
            case Verb.WaitFor:
                ModelCall waiting = Call();
                if (IsClosing)
                    waiting.Say("closed");
                _waits.Add((key, command.Number, waiting));
                CheckWaits();
                break;
            case Verb.Settle:
                _settling.Add(Call());
                CheckSettled();
                break;
            case Verb.Cancel when _calls.Where(static call => call is { MayBeCancelled: true, Answer: null }).ToList() is { Count: > 0 } patient:
                patient[command.Number % patient.Count].Say("cancelled");
                break;
            case Verb.Watch:
                Watch();
                break;
            case Verb.LetGo:
                some?.TakeWaiting()?.End(null);
                break;
            case Verb.Fail:
                some?.TakeWaiting()?.End("failed");
                break;
            case Verb.Advance:
                Clock.Advance(TimeSpan.FromSeconds(command.Number));
                break;
            case Verb.Close:
                Close(isAtOnce: false);
                break;
            case Verb.CloseAtOnce:
                Close(isAtOnce: true);
                break;
        }
    }

    public IReadOnlyList<string> Look()
    {
        var seen = new List<string>();
        seen.AddRange(_calls.Select(static (call, number) => $"call {number}: {call.Answer ?? "waits"}"));
        seen.AddRange(_children.Select(static child => child.ToString()));
        seen.AddRange(_lives.Values.Select(static life => life.ToString())
            .Concat(_abandoned.Select(static left => $"{left.Key} is {ChildState.Abandoned}: {left.Child.Name}, restarts {left.Restarts}, last exit {left.Child.Exit!.Reason}"))
            .Order(StringComparer.Ordinal));
        seen.Add($"running: {string.Join(", ", Running.Select(static child => child.Name))}; {Running.Count()}; given up: {_abandoned.Count}");
        foreach (string key in _children.Select(static child => child.Name[..1]).Distinct().Order(StringComparer.Ordinal))
        {
            seen.Add($"{key} finds {_lives.GetValueOrDefault(key)?.Running?.Name ?? "nobody"}");
            for (int reader = 0; reader < _readers.Count; reader++)
                seen.Add($"reader {reader} of {key}: {string.Join(", ", _readers[reader].Where(told => told.Key == key).Select(static told => told.Words))}");
        }

        foreach (List<(string? Key, string Words)> told in _readers)
            seen.Add($"a reader {(_isClosed ? "was told all" : "reads")}, {told.Count} events");
        return seen;
    }

    /// <summary>A new child of a key.</summary>
    public ModelChild Make(string key, Plan plan)
    {
        var child = new ModelChild(key + _children.Count(child => child.Name.StartsWith(key, StringComparison.Ordinal)), plan);
        _children.Add(child);
        return child;
    }

    /// <summary>Tells those who watch.</summary>
    public void Tell(string key, string words)
    {
        foreach (List<(string?, string)> reader in _readers)
            reader.Add((key, words));
    }

    /// <summary>Why no further life may begin; null where one may.</summary>
    public string? Refuse(int othersLeaving) =>
        IsClosing ? "closed" : _lives.Count - othersLeaving + _abandoned.Count >= _maxChildren ? "full" : null;

    /// <summary>A life is over, and another one of the key follows or not.</summary>
    public void Replace(ModelLife life, ModelLife? successor)
    {
        if (successor is not null)
        {
            _lives[life.Key] = successor;
            return;
        }

        _lives.Remove(life.Key);
        CheckSettled();
        CheckClosed();
    }

    /// <summary>Those who wait for a settled tracker are told, where it is settled.</summary>
    public void CheckSettled()
    {
        if (Running.Count() != _lives.Count)
            return;
        foreach (ModelCall call in _settling)
            call.Say("done");
        _settling.Clear();
    }

    /// <summary>Those who wait for a count are told, where it is reached by a running child.</summary>
    public void CheckWaits()
    {
        foreach ((string key, int count, ModelCall call) in _waits)
        {
            if (_lives.GetValueOrDefault(key)?.Running is { } child && child.Count >= count)
                call.Say(child.Name);
        }
    }

    public ModelAbandoned Abandon(string key, ModelChild child, int restarts)
    {
        var abandoned = new ModelAbandoned(key, child, restarts);
        _abandoned.Add(abandoned);
        return abandoned;
    }

    public void Bury(ModelAbandoned abandoned) => _abandoned.Remove(abandoned);

    private static bool Retire(ModelLife life, ModelChild child)
    {
        if (child.Seats != 0)
            return false;
        child.HasRetired = true;
        life.Stop(ExitReason.Retired)();
        return true;
    }

    private void Open(ModelCall call, string key, ModelLife? life, Plan plan)
    {
        if (life is not null)
        {
            life.Join(call, plan);
        }
        else if (Refuse(othersLeaving: 0) is { } refusal)
        {
            call.Say(refusal);
        }
        else
        {
            var opening = new ModelOpening(plan);
            opening.Waiting.Add(call);
            life = _lives[key] = new ModelLife(this, key, opening);
            life.Begin();
        }
    }

    private void Adopt(ModelCall call, string key, ModelLife? life, Plan plan)
    {
        if (life is not null || Refuse(othersLeaving: 0) is not null)
        {
            call.Say(life is not null ? "taken" : Refuse(othersLeaving: 0)!);
            return;
        }

        ModelChild child = Make(key, plan);
        call.Say(child.Name);
        _adopted[key] = _lives[key] = new ModelLife(this, key, first: null);
        _lives[key].BeginAdopted(child);
    }

    private void Close(bool isAtOnce)
    {
        _closing.Add(Call(mayBeCancelled: false));
        IsClosing = true;
        CheckClosed();
        List<Action> following = [.. _lives.Values.Select(static life => life.Stop(ExitReason.TrackerClosed))];
        following.ForEach(static follow => follow());
        foreach ((_, _, ModelCall call) in _waits)
            call.Say("closed");
        if (!isAtOnce)
            return;
        foreach (ModelLife life in _lives.Values.ToList())
            life.Press();
    }

    private void CheckClosed()
    {
        if (!IsClosing || _lives.Count > 0)
            return;
        _isClosed = true;
        foreach (ModelCall call in _closing)
            call.Say("done");
    }

    private void Watch()
    {
        List<(string?, string)> reader = [.. _lives.Values.Where(static life => life.Present is not null).Select(static life => ((string?)life.Key, $"{ChildEventKind.Present} {life.Present!.Name}"))];
        reader.Add((null, $"{ChildEventKind.Synced}"));
        _readers.Add(reader);
    }

    private ModelCall Call(bool mayBeCancelled = true)
    {
        var call = new ModelCall(mayBeCancelled);
        _calls.Add(call);
        return call;
    }
}
