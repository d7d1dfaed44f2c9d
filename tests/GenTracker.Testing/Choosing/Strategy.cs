namespace GenTracker.Testing.Choosing;

/// <summary>Who goes on. Options are numbered; where the clock may move, that is the last one.</summary>
internal abstract class Strategy
{
    /// <summary>At a switching point of an actor that could go on: 0 to go on, else 1 and up for the others.</summary>
    public abstract int Preempt(int others, bool clock);

    /// <summary>Where the last actor has ended or must wait: one of the others, from 0.</summary>
    public abstract int Next(int others, bool clock);

    /// <summary>A choice of the scenario's own, from 0.</summary>
    public abstract int Choose(int options);

    /// <summary>Whether a load of many bytes reads the last one first.</summary>
    public virtual bool ReadsBackward() => false;
}
