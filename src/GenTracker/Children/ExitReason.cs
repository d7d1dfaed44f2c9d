namespace GenTracker;

/// <summary>Why a child ended.</summary>
public enum ExitReason
{
    /// <summary>Its run ended without an exception, or its owner disposed the registration.</summary>
    Completed,

    /// <summary>Its run ended with an exception. An <see cref="System.OperationCanceledException"/> counts as one unless a stop was requested.</summary>
    Failed,

    /// <summary>It was stopped. <see cref="ChildExit.Exception"/> is the exception with which its run then ended, if any.</summary>
    Stopped,

    /// <summary>It retired (<c>TryRetire</c>, <c>TryRetireAtX</c>).</summary>
    Retired,

    /// <summary>Its tracker closed.</summary>
    TrackerClosed,

    /// <summary>Its constructor or start failed, timed out or was stopped.</summary>
    StartFailed,

    /// <summary>
    /// It would have been restarted more often than <see cref="TrackerOptions.MaxRestarts"/> allows within <see cref="TrackerOptions.RestartWindow"/>.
    /// </summary>
    RestartLimit,

    /// <summary>It did not end within its timeout. Its key is free, but its code may still be running.</summary>
    Abandoned,

    /// <summary>It was stopped because its key goes on elsewhere: in another process, or on another node of a cluster.</summary>
    Moved,

    /// <summary>It was stopped because its process has lost the right to run it, as a node of a cluster does that is cut off from the others.</summary>
    NodeLost,
}
