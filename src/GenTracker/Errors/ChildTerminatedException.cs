namespace GenTracker;

/// <summary>The child has ended: its attributes are final, and the write or count was refused and has changed nothing.</summary>
public sealed class ChildTerminatedException : TrackerException
{
    internal ChildTerminatedException(string? trackerName, object? key)
        : base($"Tracker {trackerName}: the child {key} has ended, so the write was refused. Find it anew by its key, or use the Try form where that may happen.", trackerName, key)
    {
    }
}
