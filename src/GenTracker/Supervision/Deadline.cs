using System;

namespace GenTracker.Supervision;

/// <summary>One phase's place in a <see cref="DeadlineQueue"/>, until its time has come or it is disposed.</summary>
internal sealed class Deadline(DeadlineQueue queue, Phase phase, long due) : IDisposable
{
    public Phase Phase => phase;

    /// <summary>When the budget is used up, as a timestamp of the queue's clock.</summary>
    public long Due => due;

    /// <summary>Whether it stands in the queue. The queue's own, as are its neighbours.</summary>
    public bool IsQueued { get; set; }

    public Deadline? Earlier { get; set; }

    public Deadline? Later { get; set; }

    public void Dispose() => queue.Remove(this);

    /// <summary>Lets go of its neighbours: whoever keeps an ended child shall not keep those that were started beside it.</summary>
    public void Leave()
    {
        IsQueued = false;
        Earlier = null;
        Later = null;
    }
}
