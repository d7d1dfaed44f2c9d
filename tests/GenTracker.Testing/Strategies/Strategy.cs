namespace GenTracker.Testing.Strategies;

/// <summary>Decides which actor goes on. If the clock may move, that is the last option.</summary>
internal abstract class Strategy
{
    /// <summary>At a switching point: 0 to go on, or 1 and up for another actor.</summary>
    public abstract int Preempt(int others, bool clock);

    /// <summary>When an actor has ended or must wait: one of the others, from 0.</summary>
    public abstract int Next(int others, bool clock);

    /// <summary>A choice of the scenario, from 0.</summary>
    public abstract int Choose(int options);

    public virtual bool ReadsBackward() => false;
}
