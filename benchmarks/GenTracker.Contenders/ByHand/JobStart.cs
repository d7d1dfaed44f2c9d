namespace GenTracker.Contenders.ByHand;

/// <summary>Which thread a job written by hand begins on.</summary>
public enum JobStart
{
    /// <summary>The pool's, by <c>Task.Run</c>, as <c>BackgroundService</c> does: nothing that the job does before its first await holds up the opener.</summary>
    OnThePool,

    /// <summary>The opener's own: the cheapest, and all that the job does before its first await is done inside of the open.</summary>
    OnTheOpener,
}
