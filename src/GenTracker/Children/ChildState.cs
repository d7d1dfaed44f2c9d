namespace GenTracker;

/// <summary>Where a key is in its life.</summary>
public enum ChildState
{
    /// <summary>The child is being constructed and started; it cannot be found yet.</summary>
    Starting,

    /// <summary>The child runs and can be found.</summary>
    Running,

    /// <summary>The last incarnation has ended and the delay before the next one is running.</summary>
    Restarting,

    /// <summary>The child can no longer be found; it is ending, or its <see cref="IAfterTerminate.AfterTerminateAsync"/> or disposal runs.</summary>
    Terminating,

    /// <summary>The child was given up: its key is free, but its code has not ended yet.</summary>
    Abandoned,
}
