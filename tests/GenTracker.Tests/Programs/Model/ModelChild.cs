using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Tests.Programs.Model;

/// <summary>A child object as it must be.</summary>
internal sealed class ModelChild(string name, ChildScript script)
{
    private readonly List<ModelStep> _waiting = [];

    public string Name => name;

    public ChildScript Script => script;

    public List<string> Steps { get; } = ["new"];

    public long Count { get; private set; }

    public int Seats { get; private set; }

    public long Lasting { get; set; }

    public string? Team { get; set; }

    public string? Badge { get; set; }

    /// <summary>In whose name it holds its badge: the one who has its key. Null if it is in no index.</summary>
    public object? Holder { get; set; }

    /// <summary>Whether it has given its badge up: no other incarnation will have it.</summary>
    public bool HasReleased { get; set; }

    /// <summary>How it ended; null before. From then on it is sealed.</summary>
    public ModelExit? Exit { get; private set; }

    /// <summary>Whether its seats were sealed before the rest, by retiring.</summary>
    public bool HasRetired { get; set; }

    public void End(ModelExit exit) => Exit = exit;

    public string CountOn() => Exit is null ? $"{++Count}" : "refused";

    public string SetTeam(string? value)
    {
        if (Exit is not null)
            return "refused";
        Team = value;
        return "set";
    }

    public string SetBadge(string? value, IEnumerable<ModelChild> all)
    {
        if (Exit is not null)
            return "refused";
        if (Holder is not null && value is not null && all.Any(other => other.Badge == value && IsHeldAgainst(other)))
            return "taken";
        Badge = value;
        return "set";
    }

    public string Take() => Exit is not null || HasRetired ? "refused" : Seats == ModelOptions.MaxSeats ? "full" : $"{++Seats}";

    public string Leave() => Exit is not null || HasRetired ? "refused" : $"{--Seats}";

    public void Enter(string words, ModelStep step)
    {
        Steps.Add(words);
        if (step.Behavior is not (Behavior.Completes or Behavior.Fails))
            _waiting.Add(step);
    }

    /// <summary>The step that has waited longest; null where none waits.</summary>
    public ModelStep? TakeWaiting()
    {
        _waiting.RemoveAll(static step => step.HasEnded);
        if (_waiting is not [var step, ..])
            return null;
        _waiting.RemoveAt(0);
        return step;
    }

    private bool IsHeldAgainst(ModelChild other) => other is { Holder: { } holder, HasReleased: false } && holder != Holder;

    public override string ToString() =>
        $"{name}: {string.Join(", ", Steps)}; {Count} counted, {Seats} seated, {Lasting} lasting; "
        + $"team {Team}, badge {Badge}; "
        + (Exit is { } exit ? $"ended, {exit.Reason}" : "has not ended");
}
