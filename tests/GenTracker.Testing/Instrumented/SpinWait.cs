namespace GenTracker.Testing.Instrumented;

/// <summary>Stands in for <see cref="System.Threading.SpinWait"/>: a spinning actor goes on when another one has written, or no other can go on.</summary>
public struct SpinWait
{
    private System.Threading.SpinWait _real;

    public void SpinOnce()
    {
        if (SwitchingPoint.Current is { } actor)
            actor.Schedule.Spin(actor);
        else
            _real.SpinOnce();
    }
}
