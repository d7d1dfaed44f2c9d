namespace GenTracker.Contenders.ByHand;

/// <summary>The thread on which a hand-written job starts, and what it waits for.</summary>
public enum JobStart
{
    /// <summary>A pool thread, by <c>Task.Run</c>, as in <c>BackgroundService</c>: code before the first await of the job does not delay the opener.</summary>
    OnThePool,

    /// <summary>The opener's thread. This is the cheapest, but code before the first await of the job runs inside the open.</summary>
    OnTheOpener,

    /// <summary>A pool thread, as above; the job waits in <c>Task.Delay</c> until it is cancelled, and catches the exception of that.</summary>
    OnThePoolInDelay,
}
