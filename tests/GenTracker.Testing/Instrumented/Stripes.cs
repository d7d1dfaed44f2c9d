namespace GenTracker.Testing.Instrumented;

/// <summary>
/// The stripes of actors. A thread keeps its stripe beyond a schedule; an actor gets one from the schedule, so that a seed gives the same trace.
/// </summary>
public static class Stripes
{
    private static int _outside;

    public static ref int Current
    {
        get
        {
            if (SwitchingPoint.Current is { } actor)
                return ref actor.Stripe;
            return ref _outside;
        }
    }
}
