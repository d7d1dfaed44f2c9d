namespace GenTracker;

/// <summary>State of a child.</summary>
public enum ChildState
{
    /// <summary>The child is being constructed and started. It cannot be found yet.</summary>
    Starting,

    /// <summary>The child is running and can be found.</summary>
    Running,

    /// <summary>The last incarnation has ended. The tracker waits for the delay before the next one.</summary>
    Restarting,

    /// <summary>The child is ending, or its <see cref="IAfterTerminate.AfterTerminateAsync"/> or disposal is running. It can no longer be found.</summary>
    Terminating,

    /// <summary>The child did not end in time. Its key is free, but its code has not ended yet.</summary>
    Abandoned,
}
