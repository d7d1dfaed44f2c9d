using System;
using System.Threading.Tasks;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>Whose phases they are: it knows the code of each, and goes on when one is over.</summary>
internal abstract class PhaseOwner : LifeNode
{
    public abstract TrackerSettings Settings { get; }

    /// <summary>Calls the child's code that a phase is made of. Whatever it throws is the code's failure.</summary>
    public abstract Task CallAsync(Phase phase);

    /// <summary>Says that the phase that is waited for is over. Called on any thread, and takes no time on it.</summary>
    public abstract void GoOn();

    /// <summary>Goes on at once, on the dispatcher's thread that has found a posted phase over.</summary>
    public abstract void GoOnHere();

    public abstract void OnCancellationCallbackFailed(Exception exception);
}
