using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Tests.Programs.Model;

/// <summary>What a tracker must do, told one thing after the other: without threads, tasks, locks or tokens.</summary>
internal sealed class ModelTracker : IProgramTarget
{
    private readonly int _maxChildren;
    private readonly SortedDictionary<string, ModelLifecycle> _lifecycles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelLifecycle> _adopted = [];
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

    private IEnumerable<ModelChild> Running => _lifecycles.Values.Select(static lifecycle => lifecycle.Running).OfType<ModelChild>();

    public void Do(Command command)
    {
        string key = command.Key;
        ModelLifecycle? lifecycle = _lifecycles.GetValueOrDefault(key);
        ModelChild? some = _children.Count > 0 ? _children[command.Number % _children.Count] : null;
        switch (command.Kind)
        {
            case CommandKind.Open:
                Open(Call(), key, lifecycle, command.Script);
                break;
            case CommandKind.OpenNew when lifecycle is not null:
                Call().Say("taken");
                break;
            case CommandKind.Reopen when lifecycle is not null:
                lifecycle.Replace(new ModelReplacement(Call(), command.Script, Adopted: null));
                break;
            case CommandKind.OpenNew or CommandKind.Reopen:
                Open(Call(), key, lifecycle, command.Script);
                break;
            case CommandKind.TakeOver:
                TakeOver(Call(), key, lifecycle, command.Script);
                break;
            case CommandKind.StopChild when some is not null:
                StopChild(Call(), some);
                break;
            case CommandKind.Stop:
                ModelCall stopping = Call();
                if (lifecycle is null)
                    stopping.Say("False");
                lifecycle?.WaitForEnd(stopping, "True");
                lifecycle?.Stop(ExitReason.Stopped)();
                break;
            case CommandKind.Adopt:
                Adopt(Call(), key, lifecycle, command.Script);
                break;
            case CommandKind.Release when _adopted.TryGetValue(key, out ModelLifecycle? adopted):
                adopted.WaitForEnd(Call(mayBeCancelled: false), "done");
                adopted.Release();
                break;
            case CommandKind.CountByKey:
                Call().Say(lifecycle?.Running is { } counted ? $"{++counted.Lasting}" : "nobody");
                break;
            case CommandKind.Count when some is not null:
                Call().Say(some.CountOn());
                CheckWaits();
                break;
            case CommandKind.SetTeam when some is not null:
                Call().Say(some.SetTeam(command.Value));
                break;
            case CommandKind.SetBadge when some is not null:
                Call().Say(some.SetBadge(command.Value, _children));
                break;
            case CommandKind.Take when some is not null:
                Call().Say(some.Take());
                break;
            case CommandKind.Leave when some is not null:
                Call().Say(some.Leave());
                break;
            case CommandKind.Retire:
                Call().Say(lifecycle?.Running is { } idle ? $"{Retire(lifecycle, idle)}" : "nobody");
                break;
            case CommandKind.RetireChild when some is not null:
                Call().Say($"{_lifecycles.GetValueOrDefault(some.Name[..1])?.TryRetire(some) == true}");
                break;
            case CommandKind.WaitFor:
                ModelCall waiting = Call();
                if (IsClosing)
                    waiting.Say("closed");
                _waits.Add((key, command.Number, waiting));
                CheckWaits();
                break;
            case CommandKind.Settle:
                _settling.Add(Call());
                CheckSettled();
                break;
            case CommandKind.Cancel when _calls.Where(static call => call is { MayBeCancelled: true, Answer: null }).ToList() is { Count: > 0 } patient:
                patient[command.Number % patient.Count].Say("cancelled");
                break;
            case CommandKind.Watch:
                Watch();
                break;
            case CommandKind.LetGo:
                some?.TakeWaiting()?.End(null);
                break;
            case CommandKind.Fail:
                some?.TakeWaiting()?.End("failed");
                break;
            case CommandKind.Advance:
                Clock.Advance(TimeSpan.FromSeconds(command.Number));
                break;
            case CommandKind.Close:
                Close(isAtOnce: false);
                break;
            case CommandKind.CloseAtOnce:
                Close(isAtOnce: true);
                break;
        }
    }

    public IReadOnlyList<string> Look()
    {
        var seen = new List<string>();
        seen.AddRange(_calls.Select(static (call, number) => $"call {number}: {call.Answer ?? "waits"}"));
        seen.AddRange(_children.Select(static child => child.ToString()));
        seen.AddRange(_lifecycles.Values.Select(static lifecycle => lifecycle.ToString())
            .Concat(_abandoned.Select(static left =>
                $"{left.Key} is {ChildState.Abandoned}: {left.Child.Name}, restarts {left.Restarts}, last exit {left.Child.Exit!.Reason}"))
            .Order(StringComparer.Ordinal));
        seen.Add($"running: {string.Join(", ", Running.Select(static child => child.Name))}; {Running.Count()}; abandoned: {_abandoned.Count}");
        foreach (string? value in Command.Values)
        {
            List<string> team = [.. Running.Where(child => child.Team == value).Select(static child => child.Name)];
            seen.Add($"team {value}: {string.Join(", ", team)}; {team.Count}");
            if (value is not null)
                seen.Add($"badge {value}: {Running.FirstOrDefault(child => child.Badge == value)?.Name ?? "nobody"}");
        }

        foreach (string key in _children.Select(static child => child.Name[..1]).Distinct().Order(StringComparer.Ordinal))
        {
            seen.Add($"{key} finds {_lifecycles.GetValueOrDefault(key)?.Running?.Name ?? "nobody"}");
            for (int reader = 0; reader < _readers.Count; reader++)
                seen.Add($"reader {reader} of {key}: {string.Join(", ", _readers[reader].Where(told => told.Key == key).Select(static told => told.Words))}");
        }

        foreach (List<(string? Key, string Words)> told in _readers)
            seen.Add($"a reader {(_isClosed ? "was told all" : "reads")}, {told.Count} events");
        return seen;
    }

    /// <summary>A new child of a key.</summary>
    public ModelChild Make(string key, ChildScript script)
    {
        var child = new ModelChild(key + _children.Count(child => child.Name.StartsWith(key, StringComparison.Ordinal)), script);
        _children.Add(child);
        return child;
    }

    /// <summary>Tells those who watch.</summary>
    public void Tell(string key, string words)
    {
        foreach (List<(string?, string)> reader in _readers)
            reader.Add((key, words));
    }

    /// <summary>Why no further key can be taken; null if one can.</summary>
    public string? Refuse(int othersLeaving) =>
        IsClosing ? "closed" : _lifecycles.Count - othersLeaving + _abandoned.Count >= _maxChildren ? "full" : null;

    /// <summary>A lifecycle is over, and another one of the key follows or not.</summary>
    public void Replace(ModelLifecycle lifecycle, ModelLifecycle? successor)
    {
        if (successor is not null)
        {
            _lifecycles[lifecycle.Key] = successor;
            return;
        }

        _lifecycles.Remove(lifecycle.Key);
        CheckSettled();
        CheckClosed();
    }

    /// <summary>Those who wait for a settled tracker are told, where it is settled.</summary>
    public void CheckSettled()
    {
        if (Running.Count() != _lifecycles.Count)
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
            if (_lifecycles.GetValueOrDefault(key)?.Running is { } child && child.Count >= count)
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

    /// <summary>An object takes a key over. The others that wait for the key get it.</summary>
    public void StartAdopted(ModelLifecycle lifecycle, ModelChild child, ModelCall call, ModelPendingOpen others)
    {
        call.Say(child.Name);
        _adopted[lifecycle.Key] = lifecycle;
        lifecycle.StartAdopted(child);
        others.Say(child.Name);
    }

    private static bool Retire(ModelLifecycle lifecycle, ModelChild child)
    {
        if (child.Seats != 0)
            return false;
        child.HasRetired = true;
        lifecycle.Stop(ExitReason.Retired)();
        return true;
    }

    private void Open(ModelCall call, string key, ModelLifecycle? lifecycle, ChildScript script)
    {
        if (lifecycle is not null)
        {
            lifecycle.Join(call, script);
        }
        else if (Refuse(othersLeaving: 0) is { } refusal)
        {
            call.Say(refusal);
        }
        else
        {
            var opening = new ModelPendingOpen { Script = script };
            opening.Waiting.Add(call);
            lifecycle = _lifecycles[key] = new ModelLifecycle(this, key, opening);
            lifecycle.Start();
        }
    }

    private void Adopt(ModelCall call, string key, ModelLifecycle? lifecycle, ChildScript script)
    {
        if (lifecycle is not null || Refuse(othersLeaving: 0) is not null)
        {
            call.Say(lifecycle is not null ? "taken" : Refuse(othersLeaving: 0)!);
            return;
        }

        ModelChild child = Make(key, script);
        call.Say(child.Name);
        _adopted[key] = _lifecycles[key] = new ModelLifecycle(this, key, first: null);
        child.Holder = _lifecycles[key];
        _lifecycles[key].StartAdopted(child);
    }

    private void TakeOver(ModelCall call, string key, ModelLifecycle? lifecycle, ChildScript script)
    {
        ModelChild child = Make(key, script);

        // Until it has the key, the object may be given back.
        call.WhenAnswered = answer => child.Holder = answer == child.Name ? child.Holder : null;
        if (lifecycle is not null)
        {
            child.Holder = lifecycle.Holder;
            lifecycle.Replace(new ModelReplacement(call, script, child));
        }
        else if (Refuse(othersLeaving: 0) is { } refusal)
        {
            call.Say(refusal);
        }
        else
        {
            lifecycle = _lifecycles[key] = new ModelLifecycle(this, key, first: null);
            child.Holder = lifecycle;
            StartAdopted(lifecycle, child, call, new ModelPendingOpen());
        }
    }

    private void StopChild(ModelCall call, ModelChild child)
    {
        if (_lifecycles.Values.FirstOrDefault(lifecycle => lifecycle.Has(child)) is not { } lifecycle)
        {
            call.Say("False");
            return;
        }

        lifecycle.WaitForEnd(call, "True");
        lifecycle.Stop(ExitReason.Stopped)();
    }

    private void Close(bool isAtOnce)
    {
        _closing.Add(Call(mayBeCancelled: false));
        IsClosing = true;
        CheckClosed();
        List<Action> following = [.. _lifecycles.Values.Select(static lifecycle => lifecycle.Stop(ExitReason.TrackerClosed))];
        following.ForEach(static follow => follow());
        foreach ((_, _, ModelCall call) in _waits)
            call.Say("closed");
        if (!isAtOnce)
            return;
        foreach (ModelLifecycle lifecycle in _lifecycles.Values.ToList())
            lifecycle.ForceStop();
    }

    private void CheckClosed()
    {
        if (!IsClosing || _lifecycles.Count > 0)
            return;
        _isClosed = true;
        foreach (ModelCall call in _closing)
            call.Say("done");
    }

    private void Watch()
    {
        List<(string?, string)> reader =
        [
            .. _lifecycles.Values
                .Where(static lifecycle => lifecycle.Present is not null)
                .Select(static lifecycle => ((string?)lifecycle.Key, $"{ChildEventKind.Present} {lifecycle.Present!.Name}")),
        ];
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
