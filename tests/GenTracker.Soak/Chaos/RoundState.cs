using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Soak.Chaos;

/// <summary>What all actors of a round share.</summary>
internal sealed class RoundState(bool allowsEndlessStops)
{
    private readonly List<Task> _tracked = [];
    private bool _isEnding;

    /// <summary>Whether the actors shall come to an end.</summary>
    public bool IsEnding => Volatile.Read(ref _isEnding);

    /// <summary>Whether children may be given no limit for their stop. Closing then takes pressure.</summary>
    public bool AllowsEndlessStops => allowsEndlessStops;

    public void End() => Volatile.Write(ref _isEnding, true);

    /// <summary>Waits, at the round's end, for a task that an actor has left behind.</summary>
    public void Track(Task task)
    {
        lock (_tracked)
        {
            _tracked.RemoveAll(static tracked => tracked.IsCompleted);
            _tracked.Add(task);
        }
    }

    public Task WhenTrackedEnded()
    {
        lock (_tracked)
            return Task.WhenAll(_tracked);
    }
}
