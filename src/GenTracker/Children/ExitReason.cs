namespace GenTracker;

/// <summary>Why a child ended.</summary>
public enum ExitReason
{
    /// <summary>Its run ended by itself, without an exception; or its owner disposed the registration.</summary>
    Completed,

    /// <summary>Its run ended by itself with an exception, an <see cref="System.OperationCanceledException"/> without a requested stop among them.</summary>
    Failed,

    /// <summary>It was stopped by key. <see cref="ChildExit.Exception"/> holds what its run threw on the way out, if anything.</summary>
    Stopped,

    /// <summary>It retired itself while it was idle (<c>TryRetireAtX</c>).</summary>
    Retired,

    /// <summary>Its tracker closed.</summary>
    TrackerClosed,

    /// <summary>Its constructor or start failed, ran out of time, or was overtaken by a stop.</summary>
    StartFailed,

    /// <summary>It failed more often than <see cref="TrackerOptions.MaxRestarts"/> within <see cref="TrackerOptions.RestartWindow"/> allows.</summary>
    RestartLimit,

    /// <summary>It did not end in time after it was told to, and was given up: its key is free, its code may still be running.</summary>
    Abandoned,
}
