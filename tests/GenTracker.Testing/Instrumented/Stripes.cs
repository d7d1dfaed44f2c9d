namespace GenTracker.Testing.Instrumented;

/// <summary>
/// Which stripe of a striped counter an actor counts in. Real threads are dealt round, and their numbers outlive a schedule; actors have
/// theirs from the schedule alone, so that a seed gives the same trace.
/// </summary>
public static class Stripes
{
    private static int _outside;

    /// <summary>The calling actor's stripe.</summary>
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
