using System.Threading.Tasks;

namespace GenTracker.Testing;

/// <summary>
/// What is explored: a few actors whose steps are interleaved, and what must be true whatever the interleaving. A new object is made for
/// each schedule. All its code runs one step at a time, so it needs no locks of its own.
/// </summary>
public abstract class Scenario
{
    /// <summary>
    /// Whether a timer may fire although others could still go on: code may take any time in between. Otherwise the clock moves only when
    /// nobody else can go on.
    /// </summary>
    public virtual bool TimeMayPass => false;

    /// <summary>Sets the stage and starts the actors (<see cref="Schedule.Start"/>). No switching happens in here.</summary>
    /// <param name="schedule">What the actors run in.</param>
    public abstract void Begin(Schedule schedule);

    /// <summary>What is done once all actors have ended or wait: to clear up, in the order in which it comes, without switching.</summary>
    /// <returns>A task that must end.</returns>
    public virtual Task EndAsync() => Task.CompletedTask;

    /// <summary>Throws where a promise was broken. Called when nothing is left that could run.</summary>
    public virtual void Check()
    {
    }
}
