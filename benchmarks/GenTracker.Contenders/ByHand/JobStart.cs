namespace GenTracker.Contenders.ByHand;

/// <summary>The thread on which a hand-written job starts.</summary>
public enum JobStart
{
    /// <summary>A pool thread, by <c>Task.Run</c>, as in <c>BackgroundService</c>: code before the first await of the job does not delay the opener.</summary>
    OnThePool,

    /// <summary>The opener's thread. This is the cheapest, but code before the first await of the job runs inside the open.</summary>
    OnTheOpener,
}
