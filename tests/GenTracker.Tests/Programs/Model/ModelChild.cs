using System.Collections.Generic;

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

    /// <summary>How it ended; null before. From then on it is sealed.</summary>
    public ModelExit? Exit { get; private set; }

    /// <summary>Whether its seats were sealed before the rest, by retiring.</summary>
    public bool HasRetired { get; set; }

    public void End(ModelExit exit) => Exit = exit;

    public string CountOn() => Exit is null ? $"{++Count}" : "refused";

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

    public override string ToString() =>
        $"{name}: {string.Join(", ", Steps)}; {Count} counted, {Seats} seated, {Lasting} lasting; "
        + (Exit is { } exit ? $"ended, {exit.Reason}" : "has not ended");
}
