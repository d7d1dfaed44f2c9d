namespace GenTracker.Testing.Instrumented;

/// <summary>Takes the place of <see cref="System.Threading.SpinWait"/>: who spins goes on when another actor has written something, or nobody else can go on.</summary>
public struct SpinWait
{
    private System.Threading.SpinWait _real;

    /// <inheritdoc cref="System.Threading.SpinWait.SpinOnce()"/>
    public void SpinOnce()
    {
        if (SwitchingPoint.Current is { } actor)
            actor.Schedule.Spin(actor);
        else
            _real.SpinOnce();
    }
}
