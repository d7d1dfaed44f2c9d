using System.Threading.Tasks;

namespace GenTracker.Testing;

/// <summary>
/// A few actors whose steps are interleaved, and what must hold in each order. Each schedule gets a new object. All its code runs one step at a time, so
/// it needs no locks.
/// </summary>
public abstract class Scenario
{
    /// <summary>Whether a timer may fire while actors can go on, since code may take any time. Otherwise the clock moves only if no actor can go on.</summary>
    public virtual bool TimeMayPass => false;

    /// <summary>Starts the actors (<see cref="Schedule.Start"/>). There are no switching points in here.</summary>
    public abstract void Begin(Schedule schedule);

    /// <summary>Clears up when all actors have ended or wait, without preemptions.</summary>
    public virtual Task EndAsync() => Task.CompletedTask;

    /// <summary>Throws if a promise was broken. Called when nothing can run any more.</summary>
    public virtual void Check()
    {
    }
}
