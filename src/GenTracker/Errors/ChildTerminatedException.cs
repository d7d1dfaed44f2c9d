namespace GenTracker;

/// <summary>Thrown if an attribute of a child that has ended is written or counted on. The attribute is final and unchanged.</summary>
public sealed class ChildTerminatedException : TrackerException
{
    internal ChildTerminatedException(string? trackerName, object? key)
        : base(trackerName, key, innerException: null)
    {
    }

    private protected override string CreateMessage() =>
        $"Tracker {TrackerName}: the child {KeyText} has ended, so the write was refused. "
        + "Find the child again by its key, or use the Try form if it may have ended.";
}
